/**
 * `labelsStartAt` in tables: every number from there to the largest is a class; other values are refused with their
 * line.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../src/runs/manifest";
import { predictRun } from "../../src/trainer/results/predictRun";
import { Workspace } from "../trainer/workspace";
import { Folder } from "./folder";

describe("numbered classes of a table", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  /** Returns the class names, and the class of each row; the only input is the row's number, from 0. */
  async function classesOf(labels: readonly string[], more: object, goal: object = {}) {
    const rows = labels.map((label, i) => `${i},${label}`);
    folder.write({ "table.csv": Buffer.from(`a,k\n${rows.join("\n")}\n`) });
    const { classNames, train } = await folder.loadTable({ scaling: "none", ...more }, goal);
    const classes = labels.map((_, i) => train.targets[train.values.indexOf(i)]);
    return { classNames, classes };
  }
  const refuses = (labels: readonly string[], more: object, message: RegExp | string) =>
    assert.rejects(classesOf(labels, more), { code: "csv-label", kind: "data", message });

  it("are all numbers from the first to the largest, and without the key those that occur", async () => {
    const labels = ["2", "1", "5", "1"];
    assert.deepEqual(await classesOf(labels, { labelsStartAt: 1 }), {
      classNames: ["1", "2", "3", "4", "5"],
      classes: [1, 0, 4, 0],
    });
    assert.deepEqual(await classesOf(labels, { labelsStartAt: 0 }), {
      classNames: ["0", "1", "2", "3", "4", "5"],
      classes: [2, 1, 5, 1],
    });
    assert.deepEqual(await classesOf(labels, {}), { classNames: ["1", "2", "5"], classes: [1, 0, 2, 0] });
  });

  it("may be a thousand and more, and written as 2.0 or in quotes", async () => {
    const { classNames, classes } = await classesOf(["2.0", '"1"', "1200", "1"], { labelsStartAt: 0 });
    assert.equal(classNames?.length, 1201);
    assert.deepEqual(classes, [2, 1, 1200, 1]);
  });

  it("are named in their order, as many as there are names", async () => {
    const found = await classesOf(["2", "1"], { labelsStartAt: 1, classNames: ["cat", "dog", "owl"] });
    assert.deepEqual(found, { classNames: ["cat", "dog", "owl"], classes: [1, 0] });
    folder.write({ "table.csv": Buffer.from("4,2,rose,tulip,lily\n1,2,0\n3,4,2\n5,6,0\n7,8,2\n") });
    const stated = await folder.loadTable({ label: "3", labelsStartAt: 0 });
    assert.deepEqual(
      [stated.classNames, [...stated.train.targets].sort()],
      [
        ["rose", "tulip", "lily"],
        [0, 0, 2, 2],
      ],
    );
  });

  it("are classes whatever the cost", async () => {
    const linear = { cost: "quadratic", activation: "linear" };
    assert.deepEqual((await classesOf(["0", "1", "2"], { labelsStartAt: 0 }, linear)).classes, [0, 1, 2]);
  });

  it("are refused by line and field where they are none, with a fix", async () => {
    const from1 = { labelsStartAt: 1 };
    await refuses(
      ["1", "0", "2"],
      from1,
      /^table\.csv:3: the label "0" in column "k" .* or set data\.labelsStartAt to 0$/,
    );
    const remove =
      /^table\.csv:4: the label "(-1|2\.5|cat)" in column "k" is not a whole number from 1; correct it, or remove data\.labelsStartAt$/;
    await refuses(["1", "3", "-1"], from1, remove);
    await refuses(["1", "3", "2.5"], from1, remove);
    await refuses(["1", "3", "cat"], from1, remove);
    await refuses(["cat", "dog"], from1, /^table\.csv:2: the label "cat" .* remove data\.labelsStartAt$/);
    await refuses(
      ["1", "2", "1e9"],
      from1,
      /^table\.csv:4: the label "1e9" .* from 1 to 65536; .*remove data\.labelsStartAt$/,
    );
    const named = { ...from1, classNames: ["cat", "dog"] };
    await refuses(
      ["1", "2", "3"],
      named,
      /^table\.csv:4: the label "3" .* from 1 to 2; .* name every class in data\.classNames$/,
    );
    await refuses(["1", "2", ""], from1, /^table\.csv:4: the label in column "k" is missing; /);
    await assert.rejects(classesOf(["1", "1"], from1), { code: "one-class" });
  });

  it("go with a classification of one label column alone", async () => {
    const task = { labelsStartAt: 0, task: "regression" };
    await assert.rejects(classesOf(["0", "1"], task), { code: "labels-start", message: /data\.task is regression/ });
    folder.write({ "table.csv": Buffer.from("a,k,l\n1,0,1\n2,1,0\n") });
    const several = folder.loadTable({ label: ["k", "l"], labelsStartAt: 0 });
    await assert.rejects(several, { code: "labels-start", message: /name one column in data\.label/ });
  });

  it("are those of training in the test file", async () => {
    folder.write({
      "table.csv": Buffer.from("a,k\n1,1\n2,3\n3,1\n"),
      "test.csv": Buffer.from("a,k\n1,3\n2,2\n"),
      "beyond.csv": Buffer.from("a,k\n1,3\n2,4\n"),
    });
    const { test } = await folder.loadTable({ labelsStartAt: 1, testPath: "test.csv" });
    assert.deepEqual([...(test?.targets ?? [])], [2, 1]);
    await assert.rejects(folder.loadTable({ labelsStartAt: 1, testPath: "beyond.csv" }), {
      message: /^beyond\.csv:3: the label "4" .* from 1 to 3; correct it: no training example has this label$/,
    });
  });

  it("are meant in JSON Lines and ARFF as in CSV", async () => {
    folder.write({
      "t.jsonl": Buffer.from('{"a":1,"k":1}\n{"a":2,"k":3}\n{"a":3,"k":"1"}\n'),
      "t.arff": Buffer.from("@relation t\n@attribute a numeric\n@attribute k {1,2,3}\n@data\n1,1\n2,3\n3,1\n"),
    });
    for (const format of ["jsonl", "arff"]) {
      const { classNames } = await folder.loadTable({ format, path: `t.${format}`, labelsStartAt: 1 });
      assert.deepEqual(classNames, ["1", "2", "3"]);
    }
    folder.write({ "t.jsonl": Buffer.from('{"a":1,"k":1}\n{"a":2,"k":0}\n') });
    await assert.rejects(folder.loadTable({ format: "jsonl", path: "t.jsonl", labelsStartAt: 1 }), {
      message: /^t\.jsonl:2: the label "0" .* set data\.labelsStartAt to 0$/,
    });
  });

  it("are recorded with the run, and predicted by their names", async () => {
    const workspace = new Workspace();
    try {
      const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? i : -i},${i % 2 === 0 ? 1 : 4}`);
      writeFileSync(join(workspace.path, "t.csv"), `a,k\n${rows.join("\n")}\n`);
      const { run } = await workspace.train({
        version: 1,
        data: { format: "csv", path: "t.csv", label: "k", labelsStartAt: 1, validation: { fraction: 0.2 } },
        layers: [{ units: 4, activation: "softmax" }],
        training: { epochs: 30, batchSize: 5, seed: 1, optimizer: { type: "sgd", learningRate: 0.5 } },
      });
      assert.deepEqual((await readManifest(run)).data.classNames, ["1", "2", "3", "4"]);
      const stdin = (async function* () {
        yield Buffer.from("a\n40\n-41\n");
      })();
      const { classes, names } = await predictRun(run, "-", { checkpoint: "best", stdin });
      assert.deepEqual({ classes, names }, { classes: ["1", "4"], names: ["1", "2", "3", "4"] });
    } finally {
      workspace.remove();
    }
  });
});
