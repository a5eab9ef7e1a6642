/** ONNX models of other programs, in test/fixtures/weights: the same network in all notations, or a refusal by name. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytes, float, join as joined, type Message, message, string, whole } from "../../src/export/protobuf";
import { type DenseNetwork, namedTensors, transposed } from "../../src/formats/denseNetwork";
import { readNpz } from "../../src/formats/npz";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import { readWeightsFile } from "../../src/trainer/experiment/weightsFile";

const folder = join(__dirname, "../fixtures/weights");
const read = (name: string) => readWeightsFile(join(folder, name));
const activations = ({ layers }: DenseNetwork) => layers.map(({ activation }) => activation);
const values = (network: DenseNetwork) => namedTensors(network).map(({ name, shape, values }) => [name, shape, values]);

const expected = Array.from(readNpz(readFileSync(join(folder, "same-network.npz"))), ([name, { shape, data }]) => [
  name,
  shape,
  data,
]);
const closeTo = (network: DenseNetwork, most: number) => {
  for (const [i, { name, values: found }] of namedTensors(network).entries()) {
    const wanted = expected[i][2] as Float32Array;
    assert.equal(name, expected[i][0]);
    for (const [k, value] of found.entries()) assert.ok(Math.abs(value - wanted[k]) <= most, `${name}[${k}]`);
  }
};

describe("the network of an ONNX file", () => {
  for (const [name, found] of [
    ["gemm-alpha.onnx", ["relu", "linear"]],
    ["ext.onnx", ["relu", "linear"]],
    ["skl.onnx", ["relu", "softmax"]],
    ["const.onnx", ["tanh", "linear"]],
    ["ident.onnx", ["relu", "linear"]],
  ] as const) {
    it(`is the same in ${name}`, async () => {
      const network = await read(name);
      closeTo(network, 1e-7);
      assert.deepEqual(activations(network), found);
    });
  }

  it("is the same with float16 in int32_data, to the digits of float16", async () => {
    const network = await read("halfi32.onnx");
    closeTo(network, 1e-3);
    assert.deepEqual(
      values(network)[0][2],
      Float32Array.from(network.layers[0].W, (w) => toHalf(w)),
    );
  });

  it("is the same inside the file and beside it", async () => {
    assert.deepEqual(values(await read("net.onnx")), values(await read("inside.onnx")));
  });

  it("has alpha and beta of Gemm, a weight that is turned, and a scale before it", async () => {
    const plain = await read("iris-plain.onnx");
    const scaled = await read("iris-alpha.onnx");
    assert.deepEqual(
      scaled.layers[0].W,
      plain.layers[0].W.map((w) => w * 0.5),
    );
    assert.deepEqual(
      scaled.layers[0].b,
      plain.layers[0].b?.map((each) => each * 2),
    );
    // The file has the same numbers, and its first operation transposes them.
    const [{ W, b }, second] = (await read("iris-transposed.onnx")).layers;
    assert.deepEqual([W, b, second], [transposed(plain.layers[0].W, 4, 4), plain.layers[0].b, plain.layers[1]]);
    const { scaling, ...normalized } = await read("iris-normalized.onnx");
    assert.deepEqual(values(normalized), values(plain));
    const single = (numbers: number[]) => Float64Array.from(Float32Array.from(numbers));
    assert.deepEqual(scaling?.shift, single([5.8, 3, 3.7, 1.2]));
    assert.deepEqual(
      scaling?.factor,
      single([0.8, 0.4, 1.7, 0.7]).map((each) => 1 / each),
    );
  });

  it("says what stands behind the outputs, and the classes that it names", async () => {
    const { remarks, classes } = await read("skl.onnx");
    assert.deepEqual(remarks, ["ArgMax, ZipMap, ArrayFeatureExtractor, Cast, Reshape after the outputs is left out"]);
    assert.deepEqual(classes, ["0", "1", "2"]);
    assert.deepEqual(activations(await read("mlp2.onnx")), ["tanh", "sigmoid"]);
  });

  for (const [name, why] of [
    ["iris-residual.onnx", /not sequential: Gemm and Add take the same value/],
    ["torch-residual.onnx", /not sequential: Gemm and Add take the same value/],
    ["two-heads.onnx", /not sequential: Gemm and Gemm take the same value/],
  ] as const) {
    it(`is refused where it is no chain: ${name}`, () =>
      assert.rejects(read(name), { code: "weights-chain", message: why }));
  }
});

describe("a file beside an ONNX model", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  afterEach(() => rmSync(place, { recursive: true }));
  const model = (location: string) => {
    assert.equal(location.length, "net.onnx.data".length);
    const text = readFileSync(join(folder, "net.onnx"), "latin1");
    const changed = Buffer.from(text.replaceAll("net.onnx.data", location), "latin1");
    const path = join(place, "m.onnx");
    writeFileSync(path, changed);
    return path;
  };
  const data = readFileSync(join(folder, "net.onnx.data"));

  it("must be there, whole, and in the model's folder", async () => {
    const path = model("net.onnx.data");
    await assert.rejects(readWeightsFile(path), {
      code: "weights-beside",
      message: /net\.onnx\.data.* cannot be read; put it next to/,
    });
    writeFileSync(join(place, "net.onnx.data"), data.subarray(0, 200));
    await assert.rejects(readWeightsFile(path), {
      message: /net\.onnx\.data has 200 bytes, the model's weights need 204;/,
    });
    rmSync(join(place, "net.onnx.data"));
    symlinkSync(join(folder, "net.onnx.data"), join(place, "net.onnx.data"));
    await assert.rejects(readWeightsFile(path), { message: /outside its folder/ });
    for (const location of ["../onnx1.data", "/etc/passwd00", "x/../../a.dat"]) {
      await assert.rejects(readWeightsFile(model(location)), { message: /outside its folder/ });
    }
  });
});

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
    assert.deepEqual(remarks, ["BatchNormalization is merged into the adjacent weights"]);
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

/** Returns the nearest float16 as a float64. */
function toHalf(value: number): number {
  const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
  return Math.round(value / step) * step;
}
