/** Arrays as users have them: each is read correctly, or the error says what is wrong. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { dataSchema } from "../../src/config/schema/data";
import { countClasses } from "../../src/data/labels";
import { loadData } from "../../src/data/load";
import { readNpy } from "../../src/data/newArrays";
import { writeNpy } from "../../src/formats/npy";
import { writeIdx } from "../formats/idxFile";
import { ArrayFolder, array } from "./arrayFolder";

describe("arrays that people have", () => {
  let folder: ArrayFolder;
  beforeEach(() => {
    folder = new ArrayFolder();
  });
  afterEach(() => folder.remove());

  const load: ArrayFolder["loadConfig"] = (config, goal) => folder.loadConfig(config, goal);
  const npz: ArrayFolder["npz"] = (arrays, more, goal) => folder.npz(arrays, more, goal);
  const y = (count: number) => array(Int32Array.from({ length: count }, (_, i) => i % 2));
  const bytes = (largest: number, ...shape: number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return array(
      Uint8Array.from({ length }, (_, i) => (i * 7) % (largest + 1)),
      ...shape,
    );
  };

  describe("bytes", () => {
    const kindOf = async (x: ReturnType<typeof bytes>, more: object = {}, goal: object = {}) =>
      (await npz({ x, y: y(x.shape[0]) }, more, goal)).scaling.kind;

    it("are numbers where nothing says that they are pixels", async () => {
      assert.equal(await kindOf(bytes(1, 4, 2)), "standardize");
      assert.equal(await kindOf(bytes(255, 10, 63)), "standardize");
      assert.equal(await kindOf(bytes(127, 10, 64)), "standardize");
    });

    it("are pixels in the shape of a picture, and in many columns of large values", async () => {
      assert.equal(await kindOf(bytes(255, 10, 2, 3)), "unit");
      assert.equal(await kindOf(bytes(16, 10, 2, 3)), "unit");
      assert.equal(await kindOf(bytes(16, 10, 6), { imageShape: [2, 3] }), "unit");
      assert.equal(await kindOf(bytes(128, 10, 64)), "unit");
    });

    it("are pixels in every run of version 0.1.0", async () => {
      assert.equal(await kindOf(bytes(1, 4, 2), {}, { reading: { rules: 1 } }), "unit");
    });

    it("that are truth values are numbers, in the shape of a picture too", async () => {
      const b1 = readFileSync(join(__dirname, "../fixtures/npy/b1.npy"));
      const cube = Buffer.from(b1.toString("latin1").replace("(3, 4), }   ", "(3, 2, 2), }"), "latin1");
      for (const x of [b1, cube]) {
        folder.write({ "x.npy": x, "y.npy": writeNpy(array(Int32Array.of(0, 1, 0))) });
        const data = await load({ format: "npz", path: ".", keys: { x: "x", y: "y" } });
        assert.equal(data.scaling.kind, "standardize");
      }
    });

    it("of an IDX file are told apart as those of NumPy", async () => {
      const images = (largest: number, inputs: number) =>
        writeIdx(
          "u1",
          [4, inputs],
          Array.from({ length: 4 * inputs }, (_, i) => i % (largest + 1)),
        );
      folder.write({ "images.idx": images(1, 3), "labels.idx": writeIdx("u1", [4], [0, 1, 1, 0]) });
      assert.equal((await folder.load()).scaling.kind, "standardize");
      folder.write({ "images.idx": images(255, 64) });
      assert.equal((await folder.load()).scaling.kind, "unit");
    });
  });

  describe("an .npz", () => {
    const x = array(Float32Array.of(1, 2, 3, 4), 4, 1);

    it("gives the arrays that are named, whatever lies beside them", async () => {
      const text = readFileSync(join(__dirname, "../fixtures/npy/text.npy"));
      const files = { "x.npy": writeNpy(x), "y.npy": writeNpy(y(4)), "names.npy": text };
      folder.write({ "d.npz": zipSync(files) });
      const data = await load({ format: "npz", path: "d.npz", keys: { x: "x", y: "y" } });
      assert.equal(data.train.count, 4);
      await assert.rejects(load({ format: "npz", path: "d.npz", keys: { x: "names", y: "y" } }), /text/);
    });

    it("unpacks nothing that is not named", async () => {
      const files = { "x.npy": writeNpy(x), "y.npy": writeNpy(y(4)), "a.npy": new Uint8Array(2 ** 20) };
      const zip = Buffer.from(zipSync(files));
      // The recorded size differs from that of the contents, so unpacking the entry fails.
      const entry = zip.indexOf("a.npy", zip.indexOf("PK\x01\x02")) - 46;
      zip.writeUInt32LE(2 ** 31, entry + 24);
      folder.write({ "d.npz": zip });
      assert.equal((await load({ format: "npz", path: "d.npz", keys: { x: "x", y: "y" } })).train.count, 4);
      await assert.rejects(load({ format: "npz", path: "d.npz", keys: { x: "a", y: "y" } }), { code: "zip-corrupt" });
    });
  });

  describe("a stratified split", () => {
    const sorted = () => {
      const images = writeIdx(
        "f4",
        [100, 1],
        Array.from({ length: 100 }, (_, i) => i),
      );
      const labels = writeIdx(
        "u1",
        [100],
        Array.from({ length: 100 }, (_, i) => Math.floor(i / 20)),
      );
      folder.write({ "images.idx": images, "labels.idx": labels });
    };
    const classesOf = (examples?: { targets: ArrayLike<number> }) => [
      ...countClasses(examples?.targets as Int32Array, 5),
    ];

    it("gives every class its share, in data whose last examples are taken otherwise", async () => {
      sorted();
      const asIs = await folder.load({ validation: { fraction: 0.1 } });
      assert.deepEqual(classesOf(asIs.validation), [0, 0, 0, 0, 10]);
      const drawn = await folder.load({ validation: { fraction: 0.1, stratified: true } });
      assert.deepEqual(classesOf(drawn.validation), [2, 2, 2, 2, 2]);
      const both = { test: { examples: 20 }, validation: { examples: 10, stratified: true } };
      const parts = await folder.load(both);
      assert.deepEqual(
        [classesOf(parts.test), classesOf(parts.validation)],
        [
          [4, 4, 4, 4, 4],
          [2, 2, 2, 2, 2],
        ],
      );
    });

    it("leaves the test examples the last ones where they are to be", async () => {
      sorted();
      const parts = await folder.load({
        test: { examples: 20, stratified: false },
        validation: { examples: 8, stratified: true },
      });
      assert.deepEqual(
        [classesOf(parts.test), classesOf(parts.validation)],
        [
          [0, 0, 0, 0, 20],
          [2, 2, 2, 2, 0],
        ],
      );
    });

    it("is left out of arrays where the config says so", async () => {
      const x = array(
        Float32Array.from({ length: 10 }, (_, i) => i),
        10,
        1,
      );
      const data = await npz({ x, y: y(10) }, { scaling: "none", validation: { examples: 2, stratified: false } });
      assert.deepEqual(data.validation?.values, Float32Array.of(8, 9));
    });
  });

  describe("pictures with their channels first", () => {
    const labels = y(2);
    const planes = (channels: number, size: number) =>
      array(
        Float32Array.from({ length: 2 * channels * size * size }, (_, i) => i),
        2,
        channels,
        size,
        size,
      );
    const first = async (x: ReturnType<typeof planes>, more: object = {}, goal: object = {}) => {
      const whole = { scaling: "none", validation: { examples: 0, stratified: false }, ...more };
      const { imageShape, train } = await npz({ x, y: labels }, whole, goal);
      return { imageShape, values: [...train.values.subarray(0, 4)] };
    };

    it("are brought to height, width, channels where that leaves no doubt", async () => {
      assert.deepEqual(await first(planes(1, 5)), { imageShape: [5, 5], values: [0, 1, 2, 3] });
      assert.deepEqual(await first(planes(3, 5)), { imageShape: [5, 5, 3], values: [0, 25, 50, 1] });
      assert.deepEqual(await first(planes(3, 4)), { imageShape: [3, 4, 4], values: [0, 1, 2, 3] });
    });

    it("are read as the config says, and as version 0.1.0 read them", async () => {
      const asIs = { imageShape: [3, 5, 5], values: [0, 1, 2, 3] };
      assert.deepEqual(await first(planes(3, 5), { channels: "last" }), asIs);
      assert.deepEqual(await first(planes(3, 5), {}, { reading: { rules: 1 } }), asIs);
      const told = await first(planes(3, 4), { channels: "first" });
      assert.deepEqual(told, { imageShape: [4, 4, 3], values: [0, 16, 32, 1] });
    });

    it("are new examples too, one or several", async () => {
      const x = planes(3, 5);
      folder.write({ "two.npy": writeNpy(x), "one.npy": writeNpy(array(x.data.slice(0, 75), 3, 5, 5)) });
      const config = dataSchema.parse({ format: "npz", path: "d.npz", keys: { x: "x", y: "y" } });
      const scaling = { kind: "none", shift: 0, factor: 1 } as const;
      const layout = { inputs: 75, imageShape: [5, 5, 3], config, scaling, reading: { rules: 2 } } as const;
      for (const [name, count] of [
        ["two.npy", 2],
        ["one.npy", 1],
      ] as const) {
        const found = await readNpy(join(folder.path, name), { ...layout, imageShape: [...layout.imageShape] });
        assert.deepEqual([found.count, ...found.values.subarray(0, 4)], [count, 0, 25, 50, 1]);
      }
    });
  });

  it("refuse labelsStartAt where the data names its classes itself", async () => {
    const config = dataSchema.parse({ format: "builtin", name: "iris", labelsStartAt: 1 });
    await assert.rejects(loadData(config, { baseDir: ".", seed: 1 }), { code: "labels-start" });
  });
});
