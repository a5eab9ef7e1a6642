/** MATLAB, HDF5 and Octave files as data, as written by scipy, h5py and Octave. */
import assert from "node:assert/strict";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { readArrayHeads } from "../../src/data/arrayHeads";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { newReading } from "../../src/data/reading";
import { suggestData } from "../../src/data/suggest";
import { Folder } from "./folder";

const fixtures = join(__dirname, "../fixtures/arrays");
const count = 12;
/** The values that the scripts beside the fixtures write. */
const x = Array.from({ length: count }, (_, i) => [0, 1, 2].map((j) => Math.fround((3 * i + j) / 7)));
const pixel = (row: number, column: number, example: number) => (((row * 3 + column) * count + example) * 5) % 256;

describe("arrays of", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    for (const name of readdirSync(fixtures)) copyFileSync(join(fixtures, name), join(folder.path, name));
  });
  after(() => folder.remove());

  const load = (more: object) => {
    const config = dataSchema.parse({ keys: { x: "x", y: "y" }, scaling: "none", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1, cost: "cross-entropy", activation: "softmax" });
  };
  const refuses = (more: object, code: string, message: string | RegExp) =>
    assert.rejects(load(more), { code, message });
  const stdin = async function* () {};

  for (const [format, path, keys] of [
    ["matlab", "v6.mat", {}],
    ["matlab", "v7.mat", {}],
    ["matlab", "v73.mat", {}],
    ["matlab", "octave.mat", {}],
    ["octave", "octave.txt", {}],
    ["hdf5", "plain.h5", {}],
    ["hdf5", "plain.h5", { x: "parts/x" }],
    ["hdf5", "plain.h5", { x: "parts/big-endian" }],
    ["matlab", "v7.mat", { x: "single" }],
  ] as const) {
    it(`${path}: the right numbers with their labels, ${JSON.stringify(keys)}`, async () => {
      const { train, classNames } = await load({ format, path, keys: { x: "x", y: "y", ...keys } });
      assert.deepEqual(classNames, ["0", "1", "2"]);
      assert.equal(train.count, count);
      for (let i = 0; i < count; i++) {
        const row = [...train.values.subarray(3 * i, 3 * i + 3)];
        const example = x.findIndex((each) => each.every((value, j) => value === row[j]));
        assert.ok(example >= 0, String(row));
        assert.equal(train.targets[i], example % 3);
      }
    });
  }

  for (const path of ["v7.mat", "v73.mat"]) {
    it(`${path}: pictures whose last axis counts them`, async () => {
      const { train, imageShape } = await load({ format: "matlab", path, keys: { x: "pixels", y: "y" } });
      assert.deepEqual(imageShape, [2, 3]);
      assert.ok(train.values instanceof Uint8Array);
      const pictures = Array.from({ length: count }, (_, i) => [...train.values.subarray(6 * i, 6 * i + 6)].join());
      const expected = Array.from({ length: count }, (_, i) =>
        [0, 1].flatMap((row) => [0, 1, 2].map((column) => pixel(row, column, i))).join(),
      );
      assert.deepEqual(pictures.sort(), expected.sort());
    });
  }

  it("Octave's text: axes in the order of its memory, truth values, one number, what is not there", async () => {
    const { train } = await load({ format: "octave", path: "octave.txt", keys: { x: "pixels", y: "yes" } });
    const pictures = Array.from({ length: count }, (_, i) => train.values.subarray(6 * i, 6 * i + 6).join());
    // Octave arrays are column-major: the first picture is 0, 5, … down its columns.
    assert.ok(pictures.includes("0,10,20,5,15,25"), pictures[0]);
    assert.equal([...train.targets].filter((target) => target === 1).length, 4);
    const keys = { x: "gone", y: "one" };
    await refuses({ format: "octave", path: "octave.txt", keys }, "label-count", /1 labels for the 2 examples/);
  });

  it("are listed, and what is no array is refused by its name and type", async () => {
    const heads = await readArrayHeads("v7.mat", folder.path);
    const types = Object.fromEntries(heads.map(({ name, shape, type }) => [name, `${type} ${shape.join("×")}`]));
    assert.deepEqual(types, {
      x: "double 12×3",
      y: "double 1×12",
      single: "single 12×3",
      big: "int64 1×12",
      pixels: "uint8 2×3×12",
      yes: "logical 1×12",
      note: "text 1×6",
      cells: "cell 1×2",
      complex: "complex 1×12",
    });
    const note = /^v7\.mat: "note" is of the type text, not an array of real numbers; /;
    await refuses({ format: "matlab", path: "v7.mat", keys: { x: "note", y: "y" } }, "array-type", note);
    const none = /^data\.keys: v7\.mat has no array "X"; it has x, y, single, /;
    await refuses({ format: "matlab", path: "v7.mat", keys: { x: "X", y: "y" } }, "npz-key", none);
    const text = /^octave\.txt: "note" is of the type string, /;
    await refuses({ format: "octave", path: "octave.txt", keys: { x: "note", y: "y" } }, "array-type", text);
    const h5 = /^plain\.h5: "note" is of the type /;
    await refuses({ format: "hdf5", path: "plain.h5", keys: { x: "note", y: "y" } }, "array-type", h5);
  });

  it("have the fill value of an HDF5 dataset where nothing was written", async () => {
    for (const [key, written, fill] of [
      ["zero", 4, 0],
      ["seven", 4, 7],
      ["none", 0, 9],
    ] as const) {
      const { train } = await load({ format: "hdf5", path: "holes.h5", keys: { x: key, y: "y" } });
      const filled = Array.from({ length: count }, (_, i) => [...train.values.subarray(3 * i, 3 * i + 3)].join());
      assert.equal(filled.filter((row) => row === [fill, fill, fill].join()).length, count - written, key);
    }
  });

  it("refuse what the libraries do not read, with what helps", async () => {
    await refuses({ format: "matlab", path: "v4.mat" }, "mat-magic", /save -v7 \(version 4 is not read\)$/);
    await refuses({ format: "hdf5", path: "latest.h5" }, "hdf5-damaged", /libver "earliest", or as \.npz$/);
    await refuses({ format: "hdf5", path: "make.py" }, "hdf5-magic", /it seems to be text; /);
    await refuses({ format: "octave", path: "make.py" }, "octave-magic", /it seems to be text; /);
  });

  it("are named and used whatever the file is called", async () => {
    copyFileSync(join(fixtures, "v7.mat"), join(folder.path, "lie.npz"));
    const wrong = 'data.format: lie.npz is a MATLAB file; set data.format to "matlab"';
    await refuses({ format: "npz", path: "lie.npz" }, "data-format", wrong);
    copyFileSync(join(fixtures, "octave.txt"), join(folder.path, "lie.csv"));
    for (const [name, format] of [
      ["octave.mat", "matlab"],
      ["lie.csv", "octave"],
    ]) {
      const { data, task } = await suggestData(join(folder.path, name), folder.path);
      assert.deepEqual([data.format, task], [format, "classification"]);
    }
    const config = dataSchema.parse({ format: "matlab", path: "v7.mat", keys: { x: "x", y: "y" } });
    const layout = { config, inputs: 3, reading: newReading, scaling: { kind: "none", shift: 0, factor: 1 } as const };
    for (const name of ["lie.npz", "lie.csv", "v73.mat"]) {
      const found = await readNewExamples(join(folder.path, name), layout, stdin());
      assert.deepEqual([found.count, ...found.values.subarray(3, 6)], [count, ...x[1]]);
    }
  });
});
