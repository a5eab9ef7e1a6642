/** Folders of images as data: classes, sizes, grey and colour; real PNG and JPEG files, made here. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { resized } from "../../src/formats/picture";
import { readPicture } from "../../src/formats/readPicture";
import { grey, jpg, png } from "../formats/pictureFile";
import { Folder } from "./folder";

describe("pictures as data", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    for (const name of ["p/cat", "p/dog", "t/dog"]) mkdirSync(join(folder.path, name), { recursive: true });
  });
  afterEach(() => folder.remove());
  const load = (more: object = {}) =>
    loadData(dataSchema.parse({ format: "images", path: "p", ...more }), { baseDir: folder.path, seed: 1 });

  it("are bytes in the folder's class, grey where the first one is grey", async () => {
    folder.write({
      "p/cat/1.png": png(2, 3, (y, x) => grey(10 * y + x)),
      "p/dog/1.png": png(2, 3, () => grey(200)),
      "p/dog/notes.txt": Buffer.from("no picture"),
    });
    const data = await load();
    assert.deepEqual(
      [data.classNames, data.imageShape, data.inputs, data.scaling.kind],
      [["cat", "dog"], [2, 3], 6, "unit"],
    );
    const cat = data.train.targets.indexOf(0);
    assert.deepEqual([...data.train.values.subarray(6 * cat, 6 * cat + 6)], [0, 1, 2, 10, 11, 12]);
  });

  it("keep their colours, or lose them where they shall", async () => {
    folder.write({ "p/cat/1.png": png(1, 1, () => [255, 0, 0]), "p/dog/1.png": png(1, 1, () => [0, 0, 255]) });
    const colour = await load();
    assert.deepEqual(colour.imageShape, [1, 1, 3]);
    const made = await load({ grey: true });
    assert.deepEqual([...made.train.values].sort(), [29, 76]);
  });

  it("are brought to one size: the config's, or the first one's", async () => {
    folder.write({ "p/cat/1.png": png(4, 4, (y) => grey(y < 2 ? 100 : 200)), "p/dog/1.png": png(2, 2, () => grey(7)) });
    const small = await load({ size: [2, 1] });
    const cat = small.train.targets.indexOf(0);
    assert.deepEqual([...small.train.values.subarray(2 * cat, 2 * cat + 2)], [100, 200]);
    assert.deepEqual((await load()).imageShape, [4, 4]);
  });

  it("are JPEG too", async () => {
    folder.write({ "p/cat/1.jpg": jpg(16, 16, () => grey(100)), "p/dog/1.jpeg": jpg(16, 16, () => grey(30)) });
    const { train, imageShape } = await load();
    assert.deepEqual(imageShape, [16, 16]);
    for (let i = 0; i < train.values.length; i++) {
      assert.ok(Math.abs(train.values[i] - (train.targets[Math.floor(i / 256)] === 0 ? 100 : 30)) <= 3);
    }
  });

  it("lie on white where they are transparent", () => {
    const { pixels } = readPicture(png(1, 2, (_, x) => [0, 0, 0, x === 0 ? 0 : 255]));
    assert.deepEqual([...pixels], [255, 0]);
  });

  it("stay bright when they are made larger or smaller", () => {
    const picture = readPicture(png(5, 7, (y, x) => grey((y * 31 + x * 17) % 256)));
    const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value) / pixels.length;
    for (const [height, width] of [
      [3, 2],
      [11, 13],
      [1, 1],
    ]) {
      assert.ok(Math.abs(mean(resized(picture, height, width).pixels) - mean(picture.pixels)) < 1);
    }
  });

  it("have test folders of the same classes, some of which may be empty", async () => {
    folder.write({
      "p/cat/1.png": png(1, 1, () => grey(1)),
      "p/dog/1.png": png(1, 1, () => grey(2)),
      "t/dog/1.png": png(1, 1, () => grey(3)),
    });
    const { test } = await load({ testPath: "t" });
    assert.deepEqual([test?.count, test?.targets[0], test?.values[0]], [1, 1, 3]);
    mkdirSync(join(folder.path, "t/bird"));
    await assert.rejects(load({ testPath: "t" }), { message: /the folder bird is not a class of p \(cat, dog\)/ });
  });

  it("are refused by name where one is damaged, huge or none", async () => {
    const good = png(2, 2, () => grey(1));
    folder.write({ "p/cat/1.png": good, "p/dog/1.png": good.subarray(0, 50) });
    await assert.rejects(load(), { kind: "data", code: "picture-damaged", message: /^p\/dog\/1\.png: / });
    folder.write({ "p/dog/1.png": Buffer.from("text") });
    await assert.rejects(load(), { code: "picture-magic", message: /it seems to be text/ });
    const huge = Uint8Array.from(good);
    huge.set([0, 1, 0, 0], 16);
    folder.write({ "p/dog/1.png": huge.map((byte, i) => (i === 21 ? 1 : byte)) });
    await assert.rejects(load(), { code: "picture-size" });
    await assert.rejects(load({ path: "nowhere" }), {
      code: "images-folder",
      message: /does not exist; give a folder/,
    });
    await assert.rejects(load({ path: "p/cat" }), { code: "images-classes" });
  });

  it("may be any PNG, such as this product's icon", () => {
    const { height, width, channels } = readPicture(readFileSync(join(__dirname, "../../media/icon.png")));
    assert.deepEqual([height, width, channels], [128, 128, 3]);
  });
});
