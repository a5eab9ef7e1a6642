/** The arrays that New Network Config… chooses: shapes and counts have priority over names. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suggestData } from "../../../src/data/suggest";
import { type Candidate, chooseArrays, type LabelKind } from "../../../src/data/suggest/arrayRoles";
import { writeNpy } from "../../../src/formats/npy";
import { writeNpz } from "../../../src/formats/npz";
import { writeIdx } from "../../formats/idxFile";
import { Folder } from "../folder";

const fixtures = join(__dirname, "../../fixtures/new-config");

const candidate = (name: string, shape: number[], look: LabelKind = "numbers"): Candidate => ({
  name,
  count: shape[0],
  example: shape.slice(1),
  label: () => look,
});

/** Returns "x y" or "x y testX testY". */
const chosen = (arrays: Candidate[], wanted?: string) => {
  const found = chooseArrays(arrays, wanted);
  const { train, test } = found ?? {};
  return [train?.x, train?.y, test?.x, test?.y].flatMap((array) => array?.name ?? []).join(" ");
};

describe("the arrays of a file", () => {
  for (const [what, arrays, expected] of [
    ["one pair, whatever it is called", [candidate("a", [9], "classes"), candidate("b", [9, 4])], "b a"],
    [
      "labels beside boxes",
      [candidate("images", [60, 8, 8]), candidate("boxes", [60, 4]), candidate("labels", [60], "classes")],
      "images labels",
    ],
    [
      "numbers of rows are no labels",
      [candidate("X", [60, 64]), candidate("id", [60], "rows"), candidate("y", [60], "classes")],
      "X y",
    ],
    ["one-hot labels wider than the inputs", [candidate("Y", [50, 30], "classes"), candidate("X", [50, 4])], "X Y"],
    [
      "test arrays by their names",
      [
        candidate("x_test", [20, 4]),
        candidate("y_test", [20]),
        candidate("x_train", [60, 4]),
        candidate("y_train", [60]),
      ],
      "x_train y_train x_test y_test",
    ],
    [
      "test arrays by their counts",
      [
        candidate("a", [20, 4]),
        candidate("b", [20], "classes"),
        candidate("c", [60, 4]),
        candidate("d", [60], "classes"),
      ],
      "c d a b",
    ],
    [
      "as many of each",
      [candidate("Xte", [20, 4]), candidate("yte", [20]), candidate("Xtr", [20, 4]), candidate("ytr", [20])],
      "Xtr ytr Xte yte",
    ],
    [
      "test before validation of the same size",
      [
        candidate("train_images", [60, 8, 8]),
        candidate("train_labels", [60, 1], "classes"),
        candidate("val_images", [20, 8, 8]),
        candidate("val_labels", [20, 1], "classes"),
        candidate("test_images", [20, 8, 8]),
        candidate("test_labels", [20, 1], "classes"),
      ],
      "train_images train_labels test_images test_labels",
    ],
    [
      "validation where there is no test",
      [candidate("xTrain", [60, 4]), candidate("yTrain", [60]), candidate("xVal", [20, 4]), candidate("yVal", [20])],
      "xTrain yTrain xVal yVal",
    ],
    [
      "no test arrays of another shape",
      [candidate("x", [60, 4]), candidate("y", [60]), candidate("x_test", [20, 5]), candidate("y_test", [20])],
      "x y",
    ],
    ["nothing without as many labels", [candidate("x", [60, 4]), candidate("y", [59])], ""],
  ] as const) {
    it(`${what}: ${expected || "refused"}`, () => {
      assert.equal(chosen([...arrays]), expected);
      assert.equal(chosen([...arrays].reverse()), expected, "in another order");
    });
  }

  it("are learned from as a person chooses, with the others offered", () => {
    const arrays = [candidate("images", [60, 8, 8]), candidate("boxes", [60, 4]), candidate("labels", [60], "classes")];
    assert.equal(chosen(arrays, "boxes"), "images boxes");
    assert.deepEqual(
      chooseArrays(arrays)?.labels.map(({ name }) => name),
      ["labels", "boxes"],
    );
  });
});

describe("the config for arrays", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    for (const name of readdirSync(fixtures)) copyFileSync(join(fixtures, name), join(folder.path, name));
  });
  after(() => folder.remove());
  const path = (name: string) => join(folder.path, name);
  const suggest = (name: string, answers = {}) => suggestData(path(name), folder.path, answers);

  for (const [name, task, keys] of [
    ["age.npz", "regression", { x: "x", y: "y" }],
    ["price.npz", "regression", { x: "x", y: "y" }],
    ["floatwhole.npz", "regression", { x: "x", y: "y" }],
    ["multi.npz", "regression", { x: "x", y: "y" }],
    ["boxes.npz", "classification", { x: "images", y: "labels" }],
    ["values.npz", "classification", { x: "X", y: "y" }],
    ["torch-layout.npz", "classification", { x: "x", y: "y" }],
    ["names.npz", "classification", { x: "x", y: "y" }],
    ["labels.npz", "classification", { x: "x", y: "y" }],
    ["12-int64.npz", "classification", { x: "x", y: "y" }],
  ] as const) {
    it(`${name}: a ${task} of ${keys.y}`, async () => {
      const found = await suggest(name);
      assert.deepEqual([found.task, found.data.keys], [task, keys]);
    });
  }

  it("says which arrays it uses and which not, and why the target is of its kind", async () => {
    const { notes } = await suggest("val-as-large-as-test.npz");
    assert.match(String(notes.keys), /"test_images" and "test_labels" have the same shape and are the test set\./);
    assert.match(String(notes.keys), /Not used: "val_images" and "val_labels"\./);
    assert.match(String((await suggest("price.npz")).notes.keys), /199 different whole numbers from 125080 to 359981/);
  });

  it("offers the other arrays that could be learned", async () => {
    const { labels, label } = await suggest("boxes.npz");
    assert.deepEqual([labels?.map(({ name }) => name), label], [["labels", "boxes"], "labels"]);
    const { data, task } = await suggest("boxes.npz", { label: "boxes" });
    assert.deepEqual([data.keys, task], [{ x: "images", y: "boxes" }, "regression"]);
  });

  it("takes one-hot rows for classes, and for quantities where a person says so", async () => {
    const x = { shape: [30, 2], data: Float32Array.from({ length: 60 }, (_, i) => i / 7) };
    const y = {
      shape: [30, 3],
      data: Uint8Array.from({ length: 90 }, (_, i) => (Math.floor(i / 3) % 3 === i % 3 ? 1 : 0)),
    };
    writeFileSync(
      path("one-hot.npz"),
      writeNpz([
        ["y", y],
        ["x", x],
      ]),
    );
    const { task, data, notes } = await suggest("one-hot.npz");
    assert.deepEqual([task, data.keys, data.task], ["classification", { x: "x", y: "y" }, undefined]);
    assert.match(String(notes.keys), /3 columns with a single 1 in every row, so they are classes/);
    assert.equal((await suggest("one-hot.npz", { task: "regression" })).data.task, "regression");
  });

  it("takes rows of 0 and 1 with several 1 for labels that do not exclude each other", async () => {
    const x = { shape: [30, 5], data: Float32Array.from({ length: 150 }, (_, i) => i / 7) };
    const y = { shape: [30, 3], data: Uint8Array.from({ length: 90 }, (_, i) => ((i * 7) % 5) % 2) };
    writeFileSync(
      path("labels3.npz"),
      writeNpz([
        ["y", y],
        ["x", x],
      ]),
    );
    const { task, data, notes } = await suggest("labels3.npz");
    assert.deepEqual([task, data.keys], ["multi-label", { x: "x", y: "y" }]);
    assert.match(String(notes.keys), /so they are labels that do not exclude each other/);
  });

  it("takes a folder of .npy files, or one of them", async () => {
    mkdirSync(path("arrays"));
    writeFileSync(path("arrays/inputs.npy"), writeNpy({ shape: [30, 2], data: new Float32Array(60).fill(1) }));
    writeFileSync(
      path("arrays/kinds.npy"),
      writeNpy({ shape: [30], data: Uint8Array.from({ length: 30 }, (_, i) => i % 3) }),
    );
    for (const name of ["arrays", "arrays/inputs.npy"]) {
      const { data } = await suggest(name);
      assert.deepEqual([data.format, data.path, data.keys], ["npz", "arrays", { x: "inputs", y: "kinds" }]);
    }
  });

  it("validates on examples of a pickle of two pairs, drawn class by class", async () => {
    const { data, task } = await suggest("two-pairs.pkl");
    assert.deepEqual(
      [data, task],
      [{ format: "pickle", path: "two-pairs.pkl", validation: { fraction: 0.1, stratified: true } }, "classification"],
    );
  });

  it("knows files by their first bytes, whatever they are called", async () => {
    for (const [name, format] of [
      ["two-pairs.pkl", "pickle"],
      ["boxes.npz", "npz"],
    ]) {
      copyFileSync(path(name), path("misnamed.csv"));
      assert.equal((await suggest("misnamed.csv")).data.format, format);
    }
  });

  it("finds the IDX set of any of its files, and draws its validation examples", async () => {
    writeFileSync(path("train-images-idx3-ubyte"), writeIdx("u1", [30, 2, 2], new Array(120).fill(7)));
    const sorted = Array.from({ length: 30 }, (_, i) => Math.floor(i / 10));
    writeFileSync(path("train-labels-idx1-ubyte"), writeIdx("u1", [30], sorted));
    for (const name of ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]) {
      const { data } = await suggest(name);
      assert.deepEqual(data, {
        format: "idx",
        trainImages: "train-images-idx3-ubyte",
        trainLabels: "train-labels-idx1-ubyte",
        validation: { fraction: 0.1, stratified: true },
      });
    }
  });

  it("refuses what holds no pair, with what it holds", async () => {
    writeFileSync(path("one.npz"), writeNpz([["x", { shape: [3], data: new Float32Array(3) }]]));
    await assert.rejects(suggest("one.npz"), { code: "npz-key", message: /none of its arrays \(x \[3\]\) are inputs/ });
    mkdirSync(path("empty"));
    await assert.rejects(suggest("empty"), {
      code: "suggest-folder",
      message: /^empty: contains neither folders of images/,
    });
  });
});
