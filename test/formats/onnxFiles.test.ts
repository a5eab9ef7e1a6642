/** ONNX models of other programs, in test/fixtures/weights: the same network in all notations, or a refusal by name. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DenseNetwork, namedTensors, transposed } from "../../src/formats/denseNetwork";
import { readNpz } from "../../src/formats/npz";
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
    assert.deepEqual(
      remarks.map(({ message }) => message),
      ["ArgMax, ZipMap, ArrayFeatureExtractor, Cast, Reshape after the outputs is left out"],
    );
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

/** Returns the nearest float16 as a float64. */
function toHalf(value: number): number {
  const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
  return Math.round(value / step) * step;
}
