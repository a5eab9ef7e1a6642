import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../../src/config/schema/data";
import { loadData } from "../../../src/data/load";
import { summarize } from "../../../src/data/summary";
import { Folder, labels, pictures } from "../folder";

const { scaled } = JSON.parse(readFileSync(join(__dirname, "../../fixtures/folds/folds.json"), "utf8")) as {
  scaled: { values: number[][]; folds: number; mean: number[][]; scale: number[][] };
};

const lines = (rows: (string | number)[][]) => Buffer.from(rows.map((row) => row.join(",")).join("\n"));

describe("data that is divided into folds", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    folder.write({ "images.idx": pictures(12), "labels.idx": labels(12) });
  });
  after(() => folder.remove());

  it("is scaled by what a fold learns, as scikit-learn's StandardScaler is fitted to it", async () => {
    folder.write({ "table.csv": lines([["a", "b", "c", "k"], ...scaled.values.map((row, i) => [...row, i % 2])]) });
    for (let fold = 1; fold <= scaled.folds; fold++) {
      const validation = { folds: scaled.folds, ordered: true, fold };
      const { scaling, train, validation: held } = await folder.loadTable({ validation }, { cost: "cross-entropy" });
      assert.deepEqual([train.count, held?.count], [4 * fold, 4]);
      const [shift, factor] = [scaling.shift as number[], scaling.factor as number[]];
      for (let i = 0; i < 3; i++) {
        assert.ok(Math.abs(shift[i] - scaled.mean[fold - 1][i]) < 1e-5 * Math.abs(scaled.mean[fold - 1][i]));
        assert.ok(Math.abs(factor[i] * scaled.scale[fold - 1][i] - 1) < 1e-5);
      }
    }
  });

  it("fills missing numbers with the mean of what a fold learns", async () => {
    folder.write({
      "table.csv": lines([
        ["a", "k"],
        [1, 0],
        [3, 1],
        ["", 0],
        [101, 1],
        [5, 0],
        [7, 1],
      ]),
    });
    const load = (fold: number) =>
      folder.loadTable({ missing: "mean", validation: { folds: 2, ordered: true, fold } }, { cost: "cross-entropy" });
    const first = await load(1);
    assert.deepEqual(first.columns, [{ name: "a", kind: "number", fill: 2 }]);
    assert.deepEqual([...(first.validation?.values ?? [])], [2, 101]);
    assert.deepEqual((await load(2)).columns, [{ name: "a", kind: "number", fill: 35 }]);
  });

  it("scales the targets of a regression by what a fold learns", async () => {
    folder.write({
      "table.csv": lines([
        ["a", "k"],
        [1, 10],
        [2, 30],
        [3, 50],
        [4, 70],
        [5, 90],
        [6, 110],
      ]),
    });
    const validation = { folds: 2, ordered: true, fold: 1 };
    const { targets } = await folder.loadTable({ validation }, { cost: "quadratic", activation: "linear" });
    assert.deepEqual(targets, [{ name: "k", shift: 20, factor: Math.fround(0.1) }]);
  });

  it("has no test set in a fold, and the same one as without folds where all are looked at", async () => {
    const test = { examples: 3 };
    const fold = await folder.load({ test, validation: { folds: 3, fold: 2 } });
    assert.deepEqual([fold.train.count, fold.validation?.count, fold.test], [6, 3, undefined]);
    const first = await folder.load({ test, validation: { folds: 3 } });
    assert.deepEqual([...(first.test?.values ?? [])], [...((await folder.load({ test })).test?.values ?? [])]);
    assert.deepEqual([first.train.count, first.validation?.count], [6, 3]);
    assert.match(summarize(first).text, /^fold 1 of 3: 6 training, 3 validation, 3 test examples; /);
    assert.match(summarize(fold).text, /^6 training, 3 validation examples; /);
  });

  it("divides what the limit leaves", async () => {
    const { train, validation } = await folder.load({ limit: 6, validation: { folds: 3, fold: 1 } });
    assert.deepEqual([train.count, validation?.count], [4, 2]);
  });

  it("validates on every example once, whichever fold is loaded first", async () => {
    const seen: number[] = [];
    for (const fold of [3, 1, 2]) {
      const { validation } = await folder.load({ validation: { folds: 3, fold } });
      for (let i = 0; i < (validation?.count ?? 0); i++) seen.push((validation?.values[4 * i] ?? 0) / 4);
    }
    assert.deepEqual(
      seen.sort((a, b) => a - b),
      Array.from({ length: 12 }, (_, i) => i),
    );
  });

  describe("by the groups of a column", () => {
    const rows = [
      ["who", "a", "k"],
      ["ann", 1, 0],
      ["bob", 2, 1],
      ["ann", 3, 1],
      ["eve", 4, 0],
      ["bob", 5, 0],
      ["eve", 6, 1],
    ];
    const load = (more: object) => folder.loadTable(more, { cost: "cross-entropy" });

    it("keeps each together, and the column is no input", async () => {
      folder.write({ "table.csv": lines(rows) });
      for (let fold = 1; fold <= 3; fold++) {
        const { inputNames, validation } = await load({ validation: { folds: 3, group: "who", fold } });
        assert.deepEqual(inputNames, ["a"]);
        const held = [...(validation?.values ?? [])].sort().join();
        assert.ok(["1,3", "2,5", "4,6"].includes(held), held);
      }
    });

    it("takes the column as an input too where features names it", async () => {
      folder.write({ "table.csv": lines(rows) });
      const validation = { folds: 3, group: "who", fold: 1 };
      const { inputs } = await load({ features: ["who", "a"], validation });
      assert.equal(inputs, 4);
    });

    it("refuses a column that is not there, and a row whose group is missing", async () => {
      folder.write({ "table.csv": lines(rows) });
      await assert.rejects(load({ validation: { folds: 3, group: "whose", fold: 1 } }), {
        code: "csv-column",
        message: 'data.validation.group: table.csv has no column "whose"; it has who, a, k; correct the name',
      });
      folder.write({ "table.csv": lines(rows.map((row) => (row[0] === "eve" ? ["", ...row.slice(1)] : row))) });
      await assert.rejects(load({ validation: { folds: 2, group: "who", fold: 1 } }), {
        code: "fold-group",
        message:
          'table.csv:5: column "who", which data.validation.group names, has no value here; fill it in, or remove the row',
      });
    });
  });

  it("takes nothing off data that a config divides without folds", async () => {
    const data = dataSchema.parse({ format: "builtin", name: "iris", validation: { fraction: 0.2 } });
    const { train, validation, test } = await loadData(data, { baseDir: folder.path, seed: 1 });
    assert.deepEqual([train.count, validation?.count, test], [120, 30, undefined]);
  });
});
