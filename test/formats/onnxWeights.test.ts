/** Weights from ONNX models: our own exports are read back to the last bit; other programs use other notations. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { activationNames } from "../../src/core/names";
import { toOnnx } from "../../src/export/onnx";
import { bytes, join, type Message, message, string, whole } from "../../src/export/protobuf";
import { namedTensors } from "../../src/formats/denseNetwork";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import { makeModel } from "../export/models";

const tensor = (name: string, shape: number[], values: Float32Array | Float64Array): Message =>
  message(5, [
    ...shape.flatMap((size) => whole(1, size)),
    ...whole(2, values instanceof Float64Array ? 11 : 1),
    ...string(8, name),
    ...bytes(9, new Uint8Array(values.buffer)),
  ]);
const node = (op: string, inputs: string[], output: string, attributes: Message = []): Message =>
  message(1, [...inputs.flatMap((input) => string(1, input)), ...string(2, output), ...string(4, op), ...attributes]);
const model = (...parts: Message[]) => join(message(7, parts.flat()));
const tensors = (file: Uint8Array) => namedTensors(parseOnnxWeights(file));
const plain = (file: Uint8Array) => tensors(file).map(({ name, shape, values }) => [name, shape, [...values]]);

describe("weights of an ONNX model", () => {
  it("come back as they were exported", () => {
    const anyUnits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(anyUnits, fc.constantFrom(...activationNames), fc.nat(1e6), (units, activation, seed) => {
        const exported = makeModel(units, Array(units.length - 1).fill(activation), { seed });
        const found = new Map(tensors(toOnnx(exported, "1.2.3")).map((array) => [array.name, array]));
        for (const [l, { W, b, alpha, inputs, units }] of exported.layers.entries()) {
          assert.deepEqual(found.get(`W${l}`), { name: `W${l}`, shape: [inputs, units], values: W });
          assert.deepEqual(found.get(`b${l}`)?.values, b);
          assert.deepEqual(found.get(`alpha${l}`)?.values, alpha);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("are turned where Gemm has them turned, as PyTorch writes them", () => {
    const transB = message(5, [...string(1, "transB"), ...whole(3, 1)]);
    const file = model(
      node("Gemm", ["x", "w", "b"], "y", transB),
      tensor("w", [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
      tensor("b", [2], Float32Array.of(7, 8)),
    );
    assert.deepEqual(plain(file), [
      ["W0", [3, 2], [1, 4, 2, 5, 3, 6]],
      ["b0", [2], [7, 8]],
    ]);
  });

  it("may be a MatMul with an Add behind it, in float64 too, as Keras writes them", () => {
    const file = model(
      node("MatMul", ["x", "w"], "p"),
      node("Add", ["p", "b"], "s"),
      node("Relu", ["s"], "z"),
      node("MatMul", ["z", "v"], "y"),
      tensor("w", [1, 2], Float64Array.of(1, 2)),
      tensor("b", [2], Float32Array.of(3, 4)),
      tensor("v", [2, 1], Float32Array.of(5, 6)),
    );
    assert.deepEqual(plain(file), [
      ["W0", [1, 2], [1, 2]],
      ["b0", [2], [3, 4]],
      ["W1", [2, 1], [5, 6]],
      ["b1", [1], [0]],
    ]);
  });

  it("are refused where the network is not dense, by the operation's name", () => {
    assert.throws(() => parseOnnxWeights(model(node("Conv", ["x", "w"], "y"))), {
      code: "onnx-dense",
      message: "the operation Conv does not belong to a plain dense network; use a model of dense layers",
    });
    assert.throws(() => parseOnnxWeights(Buffer.from("hello")), { name: "FormatError" });
  });
});
