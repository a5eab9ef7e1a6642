/** The data of sample projects, and the configs that are suggested for them. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readIris } from "../../src/data/irisSource";
import { readMnist } from "../../src/data/mnistSource";
import { decodePicture } from "../../src/data/pictureFiles";
import { newReading } from "../../src/data/reading";
import { suggestConfig } from "../../src/trainer/check/suggestConfig";
import { writeSample } from "../../src/trainer/check/writeSample";

describe("a sample project", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sample-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("with a table has the flowers of Iris, and a config that predicts their species", async () => {
    const { project, path } = await writeSample("table", folder);
    assert.deepEqual([basename(project), basename(path)], ["iris-table", "iris.csv"]);
    const [header, ...rows] = readFileSync(path, "utf8").trim().split("\n");
    assert.equal(header, "sepalLength,sepalWidth,petalLength,petalWidth,species");
    const { train, classNames = [] } = readIris(undefined);
    const numbers = rows.flatMap((row) => row.split(",").slice(0, 4).map(Number));
    assert.deepEqual(Float32Array.from(numbers), train.values);
    assert.deepEqual(
      rows.map((row) => row.split(",")[4]),
      Array.from(train.labels, (label) => classNames[label]),
    );
    const { label, target } = await suggestConfig(path, project);
    assert.deepEqual([label, target.task, target.isSure], ["species", "classification", true]);
  });

  it("with images has a hundred digits of MNIST per class, with the same pixels", async () => {
    const { project, path } = await writeSample("images", folder);
    const { train } = await readMnist(undefined);
    for (const digit of [0, 9]) {
      const names = readdirSync(join(path, String(digit))).sort();
      assert.equal(names.length, 100);
      const bytes = readFileSync(join(path, String(digit), names[0]));
      const { pixels, channels } = decodePicture(bytes, names[0], newReading.rules);
      assert.equal(channels, 1);
      const start = train.labels.indexOf(digit) * 784;
      assert.deepEqual(Array.from(pixels), Array.from(train.values.subarray(start, start + 784)));
    }
    const { summary, target } = await suggestConfig(path, project);
    assert.match(summary, /10 classes/);
    assert.deepEqual([target.task, target.isSure], ["classification", true]);
  });

  it("never writes into a folder that exists", async () => {
    await writeSample("table", folder);
    const second = await writeSample("table", folder);
    assert.equal(basename(second.project), "iris-table-2");
  });
});
