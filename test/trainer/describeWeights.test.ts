/** What `check` says of a weights file. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describedLines, describeWeights, isWeightsFile } from "../../src/trainer/check/describeWeights";

const file = (name: string) => join(__dirname, "../fixtures/weights", name);

describe("a weights file", () => {
  it("is described by its layers, its scaling and what is left out", async () => {
    const described = await describeWeights(file("skl.onnx"));
    assert.deepEqual(describedLines(described), [
      "ONNX: a chain of 2 dense layers, 67 parameters",
      "layer 1: 4 → 8, relu",
      "layer 2: 8 → 3, softmax",
      "inputs: the file does not say how they were scaled",
      'classes: ["0","1","2"]',
      "ArgMax, ZipMap, ArrayFeatureExtractor, Cast, Reshape behind the outputs is left out",
    ]);
    assert.equal((await describeWeights(file("iris-normalized.onnx"))).scaling, true);
  });

  it("is refused with the reason, or because it is not there", async () => {
    await assert.rejects(describeWeights(file("two-heads.onnx")), {
      code: "weights-chain",
      exitCode: 3,
      message: /two-heads\.onnx: it is no chain/,
    });
    await assert.rejects(describeWeights(file("nothing.onnx")), { code: "weights-unreadable", exitCode: 2 });
    await assert.rejects(describeWeights(__dirname), { message: /it is no file but a folder or a device/ });
  });

  it("is known by its name", () => {
    const names = ["a.onnx", "b.NPZ", "c.safetensors", "x/model.json", "iris.network.json"];
    assert.deepEqual(names.filter(isWeightsFile), names.slice(0, 4));
  });
});
