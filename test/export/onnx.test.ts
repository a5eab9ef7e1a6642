/** ONNX models, run by onnxruntime, give the outputs of the reference. */
import assert from "node:assert/strict";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { toOnnx } from "../../src/export/onnx";
import { examplesOf, largestDifference, models, referenceOutputs } from "./models";

describe("an ONNX export", () => {
  for (const [name, model] of models) {
    it(`gives onnxruntime the network's outputs: ${name}`, async () => {
      const values = examplesOf(model, 20);
      const session = await InferenceSession.create(toOnnx(model, "1.2.3"));
      const { output } = await session.run({ input: new Tensor("float32", values, [20, model.inputs]) });
      const expected = await referenceOutputs(model, values);
      assert.deepEqual(output.dims, [20, expected.length / 20]);
      const difference = largestDifference(output.data as Float32Array, expected);
      assert.ok(difference < 1e-5, String(difference));
    });
  }
});
