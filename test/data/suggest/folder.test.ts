/** The data found in a folder, the likeliest first. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suggestData } from "../../../src/data/suggest";
import { findData } from "../../../src/data/suggest/folder";
import { grey, png } from "../../formats/pictureFile";
import { Folder } from "../folder";

describe("the data in a folder", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());
  const path = (name: string) => join(folder.path, name);
  const touch = (...names: string[]) => {
    for (const name of names) {
      mkdirSync(join(path(name), ".."), { recursive: true });
      writeFileSync(path(name), name.endsWith(".png") ? png(4, 4, () => grey(9)) : "a,b\n1,2\n");
    }
  };
  const found = async (name = ".") => (await findData(path(name))).map((data) => `${data.name} ${data.kind}`);

  it("is a folder of pictures per class, with train and test too", async () => {
    touch("pets/cat/0.png", "pets/dog/0.png", "pets/readme.csv");
    assert.deepEqual(await found("pets"), [". images"]);
    touch("split/train/cat/0.png", "split/train/dog/0.png", "split/test/cat/0.png", "split/test/dog/0.png");
    assert.deepEqual(await found("split"), [". images"]);
    const { data, notes } = await suggestData(path("split"), folder.path);
    assert.deepEqual([data.format, data.path], ["images", "split"]);
    assert.match(
      String(notes.path),
      /A class for each folder in train: "cat" and "dog"\..*Beside it: test \(to test on\)\./,
    );
    assert.deepEqual(await found(), ["pets images", "split images"], "and of the folders in it");
  });

  it("is also a folder of pictures per class beside files", async () => {
    touch("flats.csv", "pets/cat/0.png", "pets/dog/0.png", "old/flats.csv");
    assert.deepEqual(await found(), ["flats.csv csv", "pets images"]);
  });

  it("has pictures of a size of their own, or says why another one is taken", async () => {
    const sizeOf = async (name: string, ...sizes: [height: number, width: number][]) => {
      for (const [i, [height, width]] of sizes.entries()) {
        mkdirSync(path(`${name}/${"ab"[i % 2]}`), { recursive: true });
        writeFileSync(
          path(`${name}/${"ab"[i % 2]}/${i}.png`),
          png(height, width, () => grey(9)),
        );
      }
      const { data, notes } = await suggestData(path(name), folder.path);
      return [data.size, String(notes.size)];
    };
    const own = await sizeOf("small", [12, 20], [12, 20], [12, 20]);
    assert.deepEqual(own, [[12, 20], "Height and width of all pictures; another one resizes them."]);
    const [differ, why] = await sizeOf("mixed", [12, 20], [20, 12]);
    assert.deepEqual(differ, [28, 28]);
    assert.match(String(why), /resized \(they differ: "20 × 12" and "12 × 20"\)/);
    const [large, reason] = await sizeOf("large", [65, 64], [65, 64]);
    assert.deepEqual(large, [28, 28]);
    assert.match(String(reason), /resized \(64 × 65 is that of all pictures\)/);
  });

  it("are its files, those to train on first and those to test on last", async () => {
    touch("test.csv", "notes.txt", "flats.xlsx", "train.csv", "iris.network.json", "README.txt", ".hidden.csv", "x.py");
    assert.deepEqual(await found(), ["train.csv csv", "flats.xlsx excel", "notes.txt csv", "test.csv csv"]);
  });

  it("are all formats that are read", async () => {
    const names =
      "a.csv a.tsv a.data a.xlsx a.parquet a.jsonl a.ndjson a.arff a.svm a.libsvm a.mat a.h5 a.hdf5 a.npz a.pkl a.pickle".split(
        " ",
      );
    touch(...names, "b.csv.gz", "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    const all = await found();
    for (const name of [...names, "b.csv.gz", "train-images-idx3-ubyte"])
      assert.ok(
        all.some((one) => one.startsWith(`${name} `)),
        name,
      );
    assert.ok(!all.some((one) => one.includes("labels")), "of an IDX set the pictures");
  });

  it("are several .npy files together", async () => {
    touch("arrays/x.npy", "arrays/y.npy", "arrays/one.csv");
    assert.deepEqual(await found("arrays"), [". npz", "one.csv csv"]);
  });

  it("is nothing where there is none", async () => {
    touch("a.py", "b/c.md");
    assert.deepEqual(await found(), []);
  });
});
