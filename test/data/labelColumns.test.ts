/** Several label columns of 0 and 1: one-hot classes, or multi-label targets. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { summarize } from "../../src/data/summary";
import { writeNpz } from "../../src/formats/npz";
import { writeIdx } from "../formats/idxFile";
import { Folder } from "./folder";

type Goal = Partial<Parameters<typeof loadData>[1]>;
const multiLabel: Goal = { cost: "cross-entropy", activation: "sigmoid" };
const softmax: Goal = { cost: "cross-entropy", activation: "softmax" };
const quantities: Goal = { cost: "quadratic", activation: "linear" };
const tables = join(__dirname, "../fixtures/tables");

describe("several label columns", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const load = (config: object, goal: Goal = {}) =>
    loadData(dataSchema.parse(config), { baseDir: folder.path, seed: 1, ...goal });
  const csv = (text: string, goal: Goal = {}, more: object = {}) => {
    folder.write({ "t.csv": Buffer.from(text) });
    return load({ format: "csv", path: "t.csv", label: ["a", "b", "c"], scaling: "none", ...more }, goal);
  };
  const npz = (labels: number[][], goal: Goal = {}, more: object = {}, test?: number[][]) => {
    const array = (rows: number[][]) => ({
      shape: [rows.length, rows[0].length],
      data: Uint8Array.from(rows.flat()),
    });
    const inputs = (rows: number[][]) => array(rows.map((_, i) => [i, 2 * i]));
    const arrays = { x: inputs(labels), y: array(labels), ...(test && { tx: inputs(test), ty: array(test) }) };
    folder.write({ "d.npz": writeNpz(Object.entries(arrays)) });
    const keys = { x: "x", y: "y", ...(test && { testX: "tx", testY: "ty" }) };
    return load({ format: "npz", path: "d.npz", keys, ...more }, goal);
  };
  /** Returns the targets in the order of the inputs x = 0, 1, 2, … */
  const inOrder = ({ train }: Awaited<ReturnType<typeof load>>) => {
    const width = train.targets.length / train.count;
    const rows = Array.from({ length: train.count }, (_, i) => ({
      x: train.values[i * train.inputs],
      y: [...train.targets.subarray(i * width, (i + 1) * width)],
    }));
    return rows.sort((one, other) => one.x - other.x).map(({ y }) => y);
  };
  const oneHot = "x,a,b,c\n0,0,0,1\n1,1,0,0\n2,0,1,0\n3,0,0,1\n";
  const several = "x,a,b,c\n0,0,1,1\n1,1,0,0\n2,0,0,0\n3,1,1,1\n";

  describe("with a single 1 in every row", () => {
    it("are classes, called as the columns are, whatever the cost", async () => {
      for (const goal of [softmax, multiLabel, quantities, {}]) {
        const data = await csv(oneHot, goal);
        assert.equal(data.task, "classification");
        assert.deepEqual(data.classNames, ["a", "b", "c"]);
        assert.deepEqual(inOrder(data), [[2], [0], [1], [2]]);
        assert.equal(data.train.outputs, 3);
      }
    });

    it("are classes where the config says it, in arrays too", async () => {
      const data = await csv(oneHot, softmax, { task: "classification", classNames: ["one", "two", "three"] });
      assert.deepEqual(data.classNames, ["one", "two", "three"]);
      const rows = [
        [0, 1],
        [1, 0],
      ];
      const arrays = await npz(rows, softmax, { task: "classification" });
      assert.deepEqual(arrays.classNames, ["0", "1"]);
    });

    it("are quantities or labels where the config says it", async () => {
      const regression = await csv(oneHot, quantities, { task: "regression" });
      assert.deepEqual(inOrder(regression)[0], [0, 0, 1]);
      assert.equal(regression.task, "regression");
      const labels = await csv(oneHot, multiLabel, { task: "multi-label" });
      assert.equal(labels.task, "multi-label");
      assert.deepEqual(inOrder(labels)[1], [1, 0, 0]);
    });

    it("may be truth values, decimals or another format's", async () => {
      const texts = await csv("x,a,b,c\n0,False,True,False\n1,True,False,False\n2,False,False,True\n", softmax);
      assert.deepEqual(inOrder(texts), [[1], [0], [2]]);
      const decimals = await csv("x,a,b,c\n0,0.0,1.0,0.0\n1,1.0,0.0,0.0\n", softmax);
      assert.deepEqual(inOrder(decimals), [[1], [0]]);
      folder.write({
        "t.jsonl": Buffer.from('{"x":0,"a":true,"b":false,"c":false}\n{"x":1,"a":false,"b":true,"c":false}\n'),
      });
      const lines = { format: "jsonl", path: "t.jsonl", label: ["a", "b", "c"], scaling: "none" };
      assert.deepEqual(inOrder(await load(lines, softmax)), [[0], [1]]);
    });

    it("are quantities in a run of version 0.1.0", async () => {
      const old = await csv(oneHot, { ...quantities, reading: { rules: 1 } });
      assert.equal(old.task, "regression");
      assert.equal(old.targets?.length, 3);
    });

    it("are those of a table that people have", async () => {
      const label = ["setosa", "versicolor", "virginica"];
      const config = { format: "csv", path: join(tables, "oh.csv"), label, validation: { fraction: 0.2 } };
      const data = await load(config, softmax);
      assert.deepEqual(data.classNames, label);
      const sizes = summarize(data).classes.map(({ train, validation }) => train + validation);
      assert.deepEqual(sizes, [30, 30, 30]);
    });

    it("are refused where the test rows are others", async () => {
      folder.write({ "test.csv": Buffer.from("x,a,b,c\n0,1,1,0\n") });
      await assert.rejects(csv(oneHot, softmax, { testPath: "test.csv" }), {
        code: "csv-label",
        message: /^test\.csv:2: 2 of the label columns a, b, c are 1.*set data\.task to "multi-label"$/,
      });
      const rows = [
        [0, 1],
        [1, 0],
      ];
      await assert.rejects(npz(rows, softmax, {}, [[1, 1]]), { message: /ty: some rows have several 1 or none/ });
    });

    it("have as many names as columns", async () => {
      await assert.rejects(csv(oneHot, softmax, { classNames: ["p", "q"] }), { message: /2 names for the 3 classes/ });
      const rows = [
        [0, 1, 0],
        [1, 0, 0],
      ];
      await assert.rejects(npz(rows, softmax, { classNames: ["p", "q"] }), { message: /2 names for the 3 classes/ });
    });
  });

  describe("with several 1 or none in a row", () => {
    it("are labels with sigmoid outputs and cross-entropy", async () => {
      const data = await csv(several, multiLabel);
      assert.equal(data.task, "multi-label");
      assert.equal(data.classNames, undefined);
      assert.deepEqual(data.targets, [
        { name: "a", shift: 0, factor: 1 },
        { name: "b", shift: 0, factor: 1 },
        { name: "c", shift: 0, factor: 1 },
      ]);
      assert.deepEqual(inOrder(data), [
        [0, 1, 1],
        [1, 0, 0],
        [0, 0, 0],
        [1, 1, 1],
      ]);
      assert.match(summarize(data).text, /; 3 labels, 50% of the training examples have each/);
    });

    it("are labels of arrays and truth values too", async () => {
      const rows = [
        [1, 1],
        [0, 0],
        [0, 1],
      ];
      const data = await npz(rows, multiLabel, {}, [[0, 1]]);
      assert.deepEqual(
        data.targets?.map(({ name }) => name),
        ["0", "1"],
      );
      assert.equal(data.task, "multi-label");
      assert.deepEqual([...(data.test?.targets ?? [])], [0, 1]);
      const named = await npz(rows, multiLabel, { classNames: ["rain", "wind"] });
      assert.deepEqual(
        named.targets?.map(({ name }) => name),
        ["rain", "wind"],
      );
      const texts = await csv("x,a,b,c\n0,FALSE,TRUE,TRUE\n1,TRUE,FALSE,FALSE\n", multiLabel);
      assert.deepEqual(inOrder(texts), [
        [0, 1, 1],
        [1, 0, 0],
      ]);
    });

    it("stay quantities with the quadratic cost", async () => {
      const data = await csv(several, quantities, { scaling: "auto" });
      assert.equal(data.task, "regression");
      assert.notEqual(data.targets?.[0].factor, 1);
    });

    it("are refused with softmax, and as one class per example, with what helps", async () => {
      await assert.rejects(csv(several, softmax), { code: "task-output", message: /activation .* to "sigmoid"$/ });
      await assert.rejects(csv(several, multiLabel, { task: "classification" }), {
        message: /set data\.task to "multi-label"$/,
      });
      await assert.rejects(csv(several, { ...multiLabel, reading: { rules: 1 } }), { code: "task-output" });
    });

    it("are refused where a value is neither 0 nor 1", async () => {
      await assert.rejects(csv("x,a,b,c\n0,0,1,2\n", multiLabel), { code: "task-output" });
      await assert.rejects(csv("x,a,b,c\n0,0,1,2\n", multiLabel, { task: "multi-label" }), {
        message: /needs several label columns that contain only 0 and 1/,
      });
      folder.write({ "test.csv": Buffer.from("x,a,b,c\n0,1,7,0\n") });
      await assert.rejects(csv(several, multiLabel, { testPath: "test.csv" }), {
        message: /^test\.csv:2: the label "7" in column "b" is not 0 or 1/,
      });
      const rows = [
        [1, 1],
        [0, 0],
      ];
      await assert.rejects(npz(rows, multiLabel, {}, [[0, 3]]), {
        code: "label-binary",
        message: /label 3 of example 0 in column 1/,
      });
    });

    it("have no missing values, no class weights and are no IDX labels", async () => {
      const gap = "x,a,b,c\n0,0,1,1\n1,,0,0\n2,0,0,0\n";
      await assert.rejects(csv(gap, multiLabel), { message: /^t\.csv:3: the label in column "a" is missing/ });
      const dropped = await csv(gap, multiLabel, { missing: "drop" });
      assert.equal(dropped.train.count, 2);
      await assert.rejects(csv(several, multiLabel, { classWeights: "balanced" }), {
        message: /^data\.classWeights: weights require one class per example/,
      });
      const labels = writeIdx("u1", [2, 2], [1, 1, 0, 1]);
      folder.write({ "images.idx": writeIdx("u1", [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]), "labels.idx": labels });
      await assert.rejects(folder.load(), { message: /multi-label.*save images and labels in an \.npz file$/ });
    });
  });
});
