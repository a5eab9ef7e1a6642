import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { NetworkError } from "../../src/core/errors";
import { writeIdx } from "../formats/idxFile";
import { mutated } from "../formats/mutated";
import { Folder, labels, pictures } from "./folder";

describe("idx data", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    folder.write({ "images.idx": pictures(6), "labels.idx": labels(6) });
  });
  afterEach(() => folder.remove());

  it("keeps bytes as bytes and takes the shape of the pictures from the header", async () => {
    const { train, inputs, imageShape, classNames, task } = await folder.load();
    assert.deepEqual({ inputs, imageShape, task }, { inputs: 4, imageShape: [2, 2], task: "classification" });
    assert.deepEqual(classNames, ["0", "1", "2"]);
    assert.ok(train.values instanceof Uint8Array);
    assert.deepEqual(
      [...train.values],
      Array.from({ length: 24 }, (_, i) => i),
    );
    assert.deepEqual(train.targets, Int32Array.of(0, 1, 2, 0, 1, 2));
    assert.deepEqual([train.count, train.inputs, train.outputs], [6, 4, 3]);
  });

  it("takes off in double what float32 would not tell apart, but not of a run of version 0.1.0", async () => {
    const times = Array.from({ length: 6 }, (_, i) => 1_700_000_000_000 + 50 * i);
    folder.write({ "images.idx": writeIdx("f8", [6, 1], times) });
    const { train, columns } = await folder.load();
    const shift = 1_700_000_000_125;
    assert.deepEqual(columns, [{ name: "input 0", kind: "number", shift }]);
    assert.deepEqual(
      [...train.values],
      times.map((time) => time - shift),
    );
    const old = await folder.load({}, { rules: 1 });
    assert.deepEqual([old.columns, new Set(old.train.values).size], [undefined, 1]);
  });

  it("gives the same for gzipped files, whatever they are called", async () => {
    const plain = await folder.load();
    folder.write({ "images.idx": gzipSync(pictures(6)), "labels.idx": gzipSync(labels(6)) });
    assert.deepEqual(await folder.load(), plain);
    const sum = createHash("sha256").update(pictures(6)).digest("hex");
    assert.equal(plain.sha256["images.idx"], sum);
    assert.deepEqual(Object.keys(plain.sha256), ["images.idx", "labels.idx"]);
  });

  it("reads numbers that are no bytes as float32, labels of any type", async () => {
    folder.write({
      "images.idx": writeIdx("f8", [3, 2], [0.1, -1, 2, 3, 4, 5]),
      "labels.idx": writeIdx("f4", [3], [1, 0, 1]),
    });
    const { train, imageShape } = await folder.load();
    assert.deepEqual(train.values, Float32Array.of(0.1, -1, 2, 3, 4, 5));
    assert.deepEqual(train.targets, Int32Array.of(1, 0, 1));
    assert.equal(imageShape, undefined);
  });

  it("scales test examples of another type like the training examples", async () => {
    folder.write({
      "more.idx": writeIdx("f4", [1, 2, 2], [0.5, 1, 2, 255]),
      "more-labels.idx": writeIdx("i4", [1], [2]),
    });
    const { train, test } = await folder.load({
      testImages: "more.idx",
      testLabels: "more-labels.idx",
      scaling: "unit",
    });
    assert.ok(train.values instanceof Float32Array);
    assert.deepEqual(test?.values, Float32Array.of(0.5, 1, 2, 255));
    assert.equal(test?.factor, Math.fround(1 / 255));
    assert.deepEqual(test?.targets, Int32Array.of(2));
  });

  it("takes class names and a shape for the pictures from the config", async () => {
    const classNames = ["shirt", "shoe", "bag", "coat"];
    const dataset = await folder.load({ classNames, imageShape: [1, 4] });
    assert.deepEqual(dataset.classNames, classNames);
    assert.equal(dataset.train.outputs, 4);
    assert.deepEqual(dataset.imageShape, [1, 4]);
    await assert.rejects(folder.load({ imageShape: [3, 3] }), {
      kind: "config",
      code: "image-shape",
      message: /\[3, 3\] is not the 4 inputs of images\.idx/,
    });
  });

  const one = writeIdx("u1", [1, 2, 2], [1, 2, 3, 4]);
  const faults: [string, Record<string, Uint8Array>, object, string, RegExp][] = [
    [
      "a missing file",
      {},
      { trainImages: "no.idx" },
      "data-missing",
      /^no\.idx: there is no \/.*; .* correct data\.trainImages$/,
    ],
    [
      "a file in place of a folder",
      {},
      { trainImages: "labels.idx/a" },
      "data-missing",
      /^labels\.idx\/a: there is no/,
    ],
    ["a folder in place of a file", {}, { trainImages: "." }, "data-folder", /^\.: a folder, .* in data\.trainImages$/],
    ["wrong magic", { "images.idx": Buffer.from("a,b\n1,2") }, {}, "idx-magic", /^images\.idx: .* seems to be text/],
    [
      "a file that is cut off",
      { "images.idx": pictures(6).subarray(0, 30) },
      {},
      "idx-truncated",
      /^images\.idx: .* 40 bytes, .* 30;/,
    ],
    [
      "damaged gzip",
      { "images.idx": gzipSync(pictures(6)).fill(0, 11, 15) },
      {},
      "gzip-corrupt",
      /^images\.idx: the gzip data is damaged/,
    ],
    [
      "gzip that is cut off",
      { "images.idx": gzipSync(pictures(6)).subarray(0, 20) },
      {},
      "gzip-truncated",
      /^images\.idx: /,
    ],
    [
      "fewer labels than images",
      { "labels.idx": labels(5) },
      {},
      "label-count",
      /^labels\.idx: 5 labels for the 6 examples of images\.idx;/,
    ],
    [
      "no examples",
      { "images.idx": pictures(0), "labels.idx": labels(0) },
      {},
      "no-examples",
      /^images\.idx: contains no examples/,
    ],
    [
      "a label below 0",
      { "labels.idx": writeIdx("i2", [6], [0, 1, -1, 0, 0, 0]) },
      {},
      "label-out-of-range",
      /label -1 of example 2 /,
    ],
    [
      "a label that is no whole number",
      { "labels.idx": writeIdx("f4", [6], [0, 1, 0, 0.5, 0, 0]) },
      {},
      "label-out-of-range",
      /label 0\.5 of example 3 /,
    ],
    [
      "an enormous label",
      { "labels.idx": writeIdx("i4", [6], [0, 1, 0, 0, 0, 2 ** 30]) },
      {},
      "label-out-of-range",
      /number the classes from 0/,
    ],
    [
      "a label without a name",
      {},
      { classNames: ["a", "b"] },
      "label-out-of-range",
      /^labels\.idx: label 2 of example 2 .* from 0 to 1; .*data\.classNames/,
    ],
    ["one class only", { "labels.idx": labels(6, 1) }, {}, "one-class", /^labels\.idx: every label is 0/],
    [
      "images and labels exchanged",
      {},
      { trainImages: "labels.idx", trainLabels: "images.idx" },
      "labels-shape",
      /\[6, 2, 2\] .* not swapped$/,
    ],
    [
      "a number that is none",
      { "images.idx": writeIdx("f4", [6, 2], [0, 0, 0, NaN, ...Array(8).fill(1)]) },
      {},
      "not-finite",
      /input 1 of example 1 .* is NaN/,
    ],
    [
      "a number too large for float32",
      { "images.idx": writeIdx("f8", [6], [0, 0, 0, 0, 1e300, 0]) },
      {},
      "not-finite",
      /input 0 of example 4 .* is 1e\+300/,
    ],
    [
      "test pictures of another shape",
      { "t.idx": writeIdx("u1", [1, 4], [1, 2, 3, 4]), "l.idx": labels(1) },
      { testImages: "t.idx", testLabels: "l.idx" },
      "test-shape",
      /^t\.idx: .*\[4\].* \[2, 2\]/,
    ],
    [
      "a test label that training does not have",
      { "t.idx": one, "l.idx": writeIdx("u1", [1], [3]) },
      { testImages: "t.idx", testLabels: "l.idx" },
      "label-out-of-range",
      /^l\.idx: label 3 of example 0 .* from 0 to 2/,
    ],
  ];
  for (const [what, files, config, code, message] of faults) {
    it(`names the fault and the mend: ${what}`, async () => {
      folder.write(files);
      await assert.rejects(folder.load(config), { name: "NetworkError", kind: "data", exitCode: 3, code, message });
    });
  }

  it("names the missing half of the test files", async () => {
    const message = /^data\.testLabels: missing/;
    await assert.rejects(folder.load({ testImages: "images.idx" }), { kind: "config", code: "idx-test-pair", message });
  });

  it("names a file that may not be read", async function () {
    if (process.platform === "win32") this.skip();
    chmodSync(folder.path, 0o755);
    chmodSync(join(folder.path, "images.idx"), 0);
    const message = /^images\.idx: no permission to read /;
    await asNobody(() => assert.rejects(folder.load(), { kind: "data", code: "data-unreadable", message }));
  });

  it("names a file that cannot be read for another reason, and the reason", async function () {
    if (process.platform === "win32") this.skip();
    symlinkSync("loop.idx", join(folder.path, "loop.idx"));
    const message = /^loop\.idx: cannot be read \(ELOOP.*; give another file in data\.trainLabels$/;
    await assert.rejects(folder.load({ trainLabels: "loop.idx" }), { kind: "data", code: "data-unreadable", message });
  });

  it("does not wait on what is no ordinary file", async function () {
    if (process.platform === "win32") this.skip();
    await assert.rejects(folder.load({ trainImages: "/dev/zero" }), { kind: "data", code: "data-no-file" });
  });

  it("starts relative paths at the folder of the config", async () => {
    mkdirSync(join(folder.path, "deep"));
    folder.write({ "deep/images.idx": pictures(6) });
    const { sha256 } = await folder.load({
      trainImages: "deep/../deep/images.idx",
      trainLabels: join(folder.path, "labels.idx"),
    });
    assert.equal(Object.keys(sha256)[0], "deep/../deep/images.idx");
  });

  it("answers damaged files with a NetworkError of kind data", async () => {
    const outcomes = { read: 0, refused: 0 };
    const files = [pictures(6), gzipSync(pictures(6)), labels(6)];
    await fc.assert(
      fc.asyncProperty(mutated(files), mutated([labels(6)]), fc.boolean(), async (images, others, damageLabels) => {
        folder.write({ "images.idx": images, "labels.idx": damageLabels ? others : labels(6) });
        try {
          await folder.load();
          outcomes.read++;
        } catch (error) {
          assert.ok(error instanceof NetworkError && error.kind === "data", String(error));
          assert.match(error.message, /^(images|labels)\.idx: [^\n]+; [^\n]+$/);
          outcomes.refused++;
        }
      }),
      { seed: 5, numRuns: 500 },
    );
    assert.ok(outcomes.refused > 100 && outcomes.read > 0, JSON.stringify(outcomes));
  });
});

/** Root can read every file, so a test that runs as root switches to another user for a moment. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
