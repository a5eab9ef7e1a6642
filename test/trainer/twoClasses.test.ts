/** Two classes: predicted by one sigmoid unit or by two units, from IDX files. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { writeIdx } from "../formats/idxFile";
import { Workspace } from "./workspace";

describe("two classes", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
    const bright = (i: number) => i % 2 === 1;
    const pixels = Array.from({ length: 80 * 4 }, (_, i) => (bright(Math.floor(i / 4)) ? 200 : 40) + (i % 30));
    const labels = Array.from({ length: 80 }, (_, i) => Number(bright(i)));
    writeFileSync(join(workspace.path, "images.idx"), writeIdx("u1", [80, 2, 2], pixels));
    writeFileSync(join(workspace.path, "labels.idx"), writeIdx("u1", [80], labels));
  });
  afterEach(() => workspace.remove());

  for (const output of [
    { units: 1, activation: "sigmoid" },
    { units: 2, activation: "softmax" },
  ]) {
    it(`are learned by ${output.units} ${output.activation} output`, async () => {
      const data = {
        format: "idx",
        trainImages: "images.idx",
        trainLabels: "labels.idx",
        validation: { fraction: 0.25 },
      };
      const training = { epochs: 20, seed: 1, optimizer: { type: "sgd", learningRate: 1 } };
      const { run, done } = await workspace.train({ version: 1, data, layers: [output], training });
      assert.deepEqual([done.best?.metric, done.best?.value], ["validationAccuracy", 1]);
      const { sets } = await evaluateRun(run, { checkpoint: "best" });
      assert.deepEqual(sets[0].confusion, [
        [10, 0],
        [0, 10],
      ]);
    });
  }
});
