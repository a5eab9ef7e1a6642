/** Operations of ONNX models beside the products: into the weights, or refused by name. */
import assert from "node:assert/strict";
import { bytes, float, join as joined, type Message, message, string, whole } from "../../src/export/protobuf";
import type { DenseNetwork } from "../../src/formats/denseNetwork";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";

const activations = ({ layers }: DenseNetwork) => layers.map(({ activation }) => activation);

const floatType = 1;
const tensor = (name: string, shape: number[], numbers: number[], field = 5): Message =>
  message(field, [
    ...shape.flatMap((size) => whole(1, size)),
    ...whole(2, floatType),
    ...string(8, name),
    ...bytes(9, new Uint8Array(Float32Array.from(numbers).buffer)),
  ]);
const node = (op: string, inputs: string[], output: string, attributes: Message = []): Message =>
  message(1, [...inputs.flatMap((input) => string(1, input)), ...string(2, output), ...string(4, op), ...attributes]);
const number = (name: string, value: number) => message(5, [...string(1, name), ...float(2, value)]);
const shapeOf = (...sizes: number[]) =>
  message(
    2,
    message(
      1,
      message(
        2,
        sizes.flatMap((size) => message(1, whole(1, size))),
      ),
    ),
  );
const parse = (...parts: Message[]) => parseOnnxWeights(joined(message(7, parts.flat())));
const dense = [tensor("w", [2, 2], [1, 2, 3, 4]), tensor("b", [2], [5, 6]), tensor("v", [2, 1], [7, 8])];
const first = node("Gemm", ["x", "w", "b"], "s");

describe("the operations of an ONNX model", () => {
  it("that scale a value between two layers go into the weights", () => {
    const { layers } = parse(
      first,
      node("Relu", ["s"], "z"),
      node("Mul", ["z", "two"], "y"),
      node("Add", ["y", "b"], "t"),
      node("MatMul", ["t", "v"], "o"),
      tensor("two", [1], [2]),
      ...dense,
    );
    assert.deepEqual(layers[1].W, Float32Array.of(14, 16));
    // (2 z + [5, 6]) · [7, 8]
    assert.deepEqual(layers[1].b, Float32Array.of(83));
  });

  it("that normalize a batch go into the weights, and it is said", () => {
    const { layers, remarks } = parse(
      first,
      node("BatchNormalization", ["s", "two", "b", "b", "one"], "n", number("epsilon", 3)),
      node("Relu", ["n"], "z"),
      node("MatMul", ["z", "v"], "o"),
      tensor("two", [2], [2, 2]),
      tensor("one", [2], [1, 1]),
      ...dense,
    );
    // (s − b) / √(1 + 3) · 2 + b = s − b + b
    assert.deepEqual([layers[0].W, layers[0].b], [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6)]);
    assert.equal(layers[0].activation, "relu");
    assert.deepEqual(
      remarks.map(({ message }) => message),
      ["BatchNormalization is merged into the adjacent weights"],
    );
  });

  it("that scale the outputs of the last layer are the targets' unit", () => {
    const { layers, targets } = parse(
      node("Gemm", ["x", "w", "b"], "s"),
      node("Mul", ["s", "two"], "m"),
      node("Add", ["m", "b"], "o"),
      tensor("two", [2], [2, 4]),
      ...dense,
    );
    assert.deepEqual(layers[0].b, Float32Array.of(5, 6));
    assert.deepEqual(targets, { shift: Float64Array.of(5, 6), factor: Float64Array.of(0.5, 0.25) });
  });

  it("that write gelu out are gelu, in the order of PyTorch too", () => {
    const { layers } = parse(
      first,
      node("Div", ["s", "root"], "d"),
      node("Erf", ["d"], "e"),
      node("Add", ["e", "one"], "a"),
      node("Mul", ["s", "a"], "m"),
      node("Mul", ["m", "half"], "z"),
      node("MatMul", ["z", "v"], "o"),
      tensor("root", [], [Math.SQRT2]),
      tensor("one", [], [1]),
      tensor("half", [], [0.5]),
      ...dense,
    );
    assert.deepEqual(activations({ layers } as DenseNetwork), ["gelu", "linear"]);
  });

  it("with a slope below zero give their alpha", () => {
    const { layers } = parse(first, node("LeakyRelu", ["s"], "z"), node("MatMul", ["z", "v"], "o"), ...dense);
    assert.deepEqual(layers[0].alpha, Float32Array.of(0.01, 0.01));
    assert.equal(layers[0].activation, "prelu");
  });

  for (const [what, parts, why] of [
    ["Conv", [node("Conv", ["x", "w"], "y"), node("MatMul", ["y", "v"], "o")], /the operation Conv does not belong/],
    [
      "a layer normalization",
      [first, node("LayerNormalization", ["s", "b", "b"], "n"), node("MatMul", ["n", "v"], "o")],
      /LayerNormalization does not/,
    ],
    ["a clip behind the outputs", [first, node("Clip", ["s"], "o")], /the operation Clip follows the last/],
    [
      "a quantized weight",
      [node("DequantizeLinear", ["w", "b"], "q"), node("MatMul", ["x", "q"], "o")],
      /the constant q is computed by DequantizeLinear/,
    ],
    [
      "Gemm with transA",
      [node("Gemm", ["x", "w"], "o", message(5, [...string(1, "transA"), ...whole(3, 1)]))],
      /Gemm with transA/,
    ],
    ["the weight before the value", [node("MatMul", ["w", "x"], "o")], /MatMul has no weights of its own/],
    [
      "a second activation",
      [first, node("Relu", ["s"], "a"), node("Tanh", ["a"], "z"), node("MatMul", ["z", "v"], "o")],
      /tanh after relu/,
    ],
    [
      "two inputs",
      [
        ...["x", "y"].map((name) => message(11, string(1, name))),
        node("MatMul", ["x", "w"], "a"),
        node("MatMul", ["y", "w"], "b0"),
        node("Add", ["a", "b0"], "o"),
      ],
      /it has 2 inputs/,
    ],
    [
      "a column times 0",
      [node("Mul", ["x", "none"], "y"), node("MatMul", ["y", "w"], "o"), tensor("none", [2], [0, 1])],
      /multiplies a column by 0/,
    ],
    [
      "constants for other columns",
      [node("Sub", ["x", "three"], "y"), node("MatMul", ["y", "w"], "o"), tensor("three", [3], [0, 1, 2])],
      /Sub has 3 constants for 2 columns/,
    ],
    [
      "a function of another domain",
      [node("Gemm", ["x", "w"], "o", string(7, "com.microsoft"))],
      /com\.microsoft\.Gemm does not/,
    ],
    [
      "layers that do not fit",
      [first, node("MatMul", ["s", "wide"], "o"), tensor("wide", [3, 1], [1, 2, 3])],
      /layer 2 takes 3 values, the layer before it gives 2/,
    ],
    [
      "numbers that are none",
      [node("MatMul", ["x", "bad"], "o"), tensor("bad", [1, 1], [Number.NaN])],
      /layer 1 has weights that are not finite/,
    ],
    [
      "channels first",
      [
        message(11, [...string(1, "x"), ...shapeOf(1, 3, 8, 8)]),
        node("Flatten", ["x"], "f"),
        node("MatMul", ["f", "w"], "o"),
      ],
      /channels first, 3 × 8 × 8/,
    ],
  ] as [string, Message[], RegExp][]) {
    it(`are refused by name: ${what}`, () =>
      assert.throws(() => parse(...parts, ...dense), { name: "FormatError", message: why }));
  }
});
