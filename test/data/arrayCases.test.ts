/** Arrays as people have them: each comes out right, or says what is the matter. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import type { Elements } from "../../src/formats/elements";
import { writeNpy } from "../../src/formats/npy";
import { writeNpz } from "../../src/formats/npz";
import { writeIdx } from "../formats/idxFile";
import { Folder } from "./folder";

const array = (data: Elements, ...shape: number[]) => ({ shape: shape.length > 0 ? shape : [data.length], data });

describe("arrays that people have", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  type Goal = Partial<Parameters<typeof loadData>[1]>;
  const load = (config: object, goal: Goal = {}) =>
    loadData(dataSchema.parse(config), { baseDir: folder.path, seed: 1, ...goal });
  const npz = (arrays: Record<string, { shape: number[]; data: Elements }>, more: object = {}, goal: Goal = {}) => {
    folder.write({ "d.npz": writeNpz(Object.entries(arrays)) });
    return load({ format: "npz", path: "d.npz", keys: { x: "x", y: "y" }, ...more }, goal);
  };
  const y = (count: number) => array(Int32Array.from({ length: count }, (_, i) => i % 2));
  const bytes = (largest: number, ...shape: number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return array(
      Uint8Array.from({ length }, (_, i) => (i * 7) % (largest + 1)),
      ...shape,
    );
  };

  describe("bytes", () => {
    const kindOf = async (x: ReturnType<typeof bytes>, more: object = {}, goal: Goal = {}) =>
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
});
