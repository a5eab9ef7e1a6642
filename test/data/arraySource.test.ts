/** NumPy arrays as data sets: npz, folders of npy, pickles. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { countClasses } from "../../src/data/labels";
import { writeNpy } from "../../src/formats/npy";
import { ArrayFolder, array } from "./arrayFolder";

describe("arrays of NumPy as data", () => {
  let folder: ArrayFolder;
  beforeEach(() => {
    folder = new ArrayFolder();
  });
  afterEach(() => folder.remove());

  const load: ArrayFolder["loadConfig"] = (config, goal) => folder.loadConfig({ scaling: "none", ...config }, goal);
  const npz: ArrayFolder["npz"] = (arrays, more, goal) => folder.npz(arrays, { scaling: "none", ...more }, goal);
  const quadratic = { cost: "quadratic", activation: "linear" } as const;
  const sorted = (values: ArrayLike<number>) => Array.from(values).sort((a, b) => a - b);

  it("are drawn by chance, every label beside its row, bytes as bytes and pictures in their shape", async () => {
    const x = Uint8Array.from({ length: 40 * 6 }, (_, i) => Math.floor(i / 6));
    const y = BigInt64Array.from({ length: 40 }, (_, i) => BigInt(i % 4));
    const data = await npz({ x: array(x, 40, 2, 3), y: array(y) }, { validation: { fraction: 0.25 } });
    assert.deepEqual(data.imageShape, [2, 3]);
    assert.deepEqual(data.classNames, ["0", "1", "2", "3"]);
    assert.deepEqual([data.train.count, data.validation?.count], [30, 10]);
    assert.ok(data.train.values instanceof Uint8Array);
    for (let i = 0; i < 30; i++) assert.equal(data.train.targets[i], data.train.values[6 * i] % 4);
  });

  it("have test arrays of their own where keys name them", async () => {
    const x = array(Float64Array.of(1, 2, 3, 4), 4, 1);
    const y = array(Int32Array.of(0, 1, 0, 1));
    const test = { tx: array(Float32Array.of(9), 1, 1), ty: array(Int32Array.of(1)) };
    const data = await npz({ x, y, ...test }, { keys: { x: "x", y: "y", testX: "tx", testY: "ty" } });
    assert.deepEqual([data.test?.values, data.test?.targets], [Float32Array.of(9), Int32Array.of(1)]);
  });

  it("take rows with a single 1 for classes", async () => {
    const y = array(Float32Array.of(0, 1, 0, 1, 0, 0, 0, 0, 1), 3, 3);
    const data = await npz({ x: array(Float32Array.of(1, 2, 3), 3, 1), y });
    assert.equal(data.classNames?.length, 3);
    for (let i = 0; i < 3; i++) assert.equal(data.train.targets[i], [1, 0, 2][data.train.values[i] - 1]);
  });

  it("hold quantities, one or several, with the quadratic cost", async () => {
    const x = array(Float32Array.of(1, 2, 3), 3, 1);
    const one = await npz({ x, y: array(Float32Array.of(5.5, 6, 7)) }, {}, quadratic);
    assert.deepEqual([one.task, sorted(one.train.targets)], ["regression", [5.5, 6, 7]]);
    const two = await npz({ x, y: array(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 2) }, {}, quadratic);
    assert.deepEqual(
      two.targets?.map(({ name }) => name),
      ["y0", "y1"],
    );
    assert.equal(two.train.outputs, 2);
  });

  it("lie in a folder of .npy files too", async () => {
    mkdirSync(join(folder.path, "arrays"));
    folder.write({
      "arrays/a.npy": writeNpy(array(Float32Array.of(1, 2, 3, 4), 4, 1)),
      "arrays/b.npy": writeNpy(array(Uint8Array.of(0, 1, 1, 0))),
    });
    const data = await load({ format: "npz", path: "arrays", keys: { x: "a", y: "b" } });
    assert.deepEqual(sorted(data.train.values), [1, 2, 3, 4]);
    assert.deepEqual(Object.keys(data.sha256), ["arrays/a.npy", "arrays/b.npy"]);
  });

  const x = array(Float32Array.of(1, 2), 2, 1);
  const refusals: [string, Parameters<typeof npz>[0], object, RegExp][] = [
    ["a key that is not there", { x, z: x }, {}, /^data\.keys: d\.npz has no array "y"; it has x, z; correct the key$/],
    [
      "labels of another number",
      { x, y: array(Uint8Array.of(0, 1, 1)) },
      {},
      /y: 3 labels for the 2 examples of d\.npz: x/,
    ],
    ["labels that are no classes", { x, y: array(Float32Array.of(0.5, 1)) }, {}, /label 0\.5 of example 0/],
    [
      "inputs without an axis",
      { x: array(Float32Array.of(1, 2)), y: array(Uint8Array.of(0, 1)) },
      {},
      /x: has the shape \[2\]; \[examples, inputs\] is needed/,
    ],
    [
      "a number that is none",
      { x: array(Float32Array.of(1, Number.NaN), 2, 1), y: array(Uint8Array.of(0, 1)) },
      {},
      /is NaN, not a float32/,
    ],
    [
      "half a test set",
      { x, y: array(Uint8Array.of(0, 1)) },
      { keys: { x: "x", y: "y", testX: "x" } },
      /testX: needs testY too/,
    ],
  ];
  for (const [what, arrays, more, message] of refusals) {
    it(`refuse ${what}`, () =>
      assert.rejects(npz(arrays, more, { cost: "cross-entropy", activation: "softmax" }), {
        name: "NetworkError",
        message,
      }));
  }

  describe("in a pickle", () => {
    const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/pickle", name));

    for (const name of ["protocol0.pkl", "protocol5.pkl", "python2-2.pkl"]) {
      it(`are three pairs, as in mnist.pkl.gz: ${name}`, async () => {
        folder.write({ "mnist.pkl.gz": gzipSync(fixture(name)) });
        const { train, validation, test, inputs } = await load({ format: "pickle", path: "mnist.pkl.gz" });
        assert.deepEqual([inputs, train.count, validation?.count, test?.count], [4, 6, 3, 2]);
        assert.deepEqual(
          [...train.values],
          Array.from({ length: 24 }, (_, i) => i / 2),
        );
        assert.deepEqual(
          [...(validation?.values ?? [])],
          Array.from({ length: 12 }, (_, i) => i / 2),
        );
        assert.deepEqual([...(test?.targets ?? [])], [0, 1]);
      });
    }

    it("validate on as many as the config wants, the pickle's own included", async () => {
      folder.write({ "p.pkl": fixture("protocol2.pkl") });
      const data = await load({ format: "pickle", path: "p.pkl", validation: { examples: 5 } });
      assert.deepEqual([data.train.count, data.validation?.count], [4, 5]);
    });

    it("of truth values in bytes are numbers, not pixels", async () => {
      folder.write({ "p.pkl": fixture("sorted-bits.pkl") });
      const data = await folder.loadConfig({ format: "pickle", path: "p.pkl" });
      assert.equal(data.scaling.kind, "standardize");
      const means = Array.from([data.scaling.shift].flat(), (mean) => Number(mean.toFixed(6)));
      assert.deepEqual(means, [0.5, 0.48, 0.48, 0.48, 0.36, 0.36]);
    });

    it("sorted by class are validated on by a stratified draw, or on the last class", async () => {
      folder.write({ "p.pkl": fixture("sorted-bits.pkl") });
      const classesOf = async (validation: object) => {
        const data = await load({ format: "pickle", path: "p.pkl", validation });
        const [train, held] = [data.train, data.validation].map((part) => [
          ...countClasses(part?.targets as Int32Array, 5),
        ]);
        return { train, held };
      };
      assert.deepEqual(await classesOf({ examples: 10, stratified: true }), {
        train: [8, 8, 8, 8, 8],
        held: [2, 2, 2, 2, 2],
      });
      assert.deepEqual(await classesOf({ examples: 10 }), { train: [10, 10, 10, 10, 0], held: [0, 0, 0, 0, 10] });
    });

    it("can be two pairs", async () => {
      folder.write({ "p.pkl": fixture("fortran.pkl") });
      const data = await load({ format: "pickle", path: "p.pkl" });
      assert.deepEqual([data.train.count, data.validation, data.test?.count], [6, undefined, 2]);
    });

    it("are refused where they are something else", async () => {
      folder.write({ "p.pkl": fixture("values.pkl"), "evil.pkl": fixture("evil.pkl") });
      const refused = (path: string, code: string, message: RegExp) =>
        assert.rejects(load({ format: "pickle", path }), { kind: "data", code, message });
      await refused("p.pkl", "pickle-pairs", /^p\.pkl: does not contain two or three pairs of arrays/);
      await refused(
        "evil.pkl",
        "pickle-class",
        /^evil\.pkl: it names os\.system, which is not supported and is not executed/,
      );
    });
  });
});
