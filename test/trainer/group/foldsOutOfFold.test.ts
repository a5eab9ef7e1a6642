/** What the page of the last network shows of the folds: each example by the network that did not learn it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FoldEnded } from "../../../src/protocol/foldEvents";
import { RunServer } from "../../../src/trainer/process/serve";
import { Workspace } from "../workspace";
import { iris, trainFolds } from "./trainedFolds";

const whole = { first: 0, count: 200, points: 4000 };
/** Returns the mean over examples of a figure that the folds of one repeat measured. */
const pooled = (folds: readonly FoldEnded[], figure: string, of = (value: number) => value) => {
  const sum = folds.reduce((all, { examples, figures }) => all + examples.validation * of(figures?.[figure] ?? 0), 0);
  return sum / folds.reduce((all, { examples }) => all + examples.validation, 0);
};

describe("examples out of fold", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("lets the last network's mistakes be those of the folds, each example by the one that did not learn it", async () => {
    const { final, folds } = await trainFolds({
      train: workspace.write(iris({ folds: 3, repeats: 2, stratified: true })),
    });
    const server = new RunServer(final.run);
    assert.deepEqual((await server.data()).outOfFold, { repeats: 2, examples: 150 });
    const matrices: string[] = [];
    for (const repeat of [1, 2]) {
      const asked = { set: "train", outOfFold: repeat } as const;
      const { accuracy, examples, confusion } = await server.evaluation(asked);
      const expected = pooled(
        folds.filter((fold) => fold.repeat === repeat),
        "validationAccuracy",
      );
      assert.ok(examples === 150 && Math.abs(accuracy - expected) < 1e-6, `${accuracy} is not ${expected}`);
      const filter = { actual: null, predicted: null, order: "stored" } as const;
      const wrong = await server.examples({ ...asked, ...filter, first: 0, count: 200 });
      assert.equal(wrong.total, Math.round(150 * (1 - accuracy)));
      for (const { index, actual, values } of wrong.examples) {
        const example = await server.example({ set: "train", index, step: 1, actual: null });
        assert.deepEqual([example.actual, example.values], [actual, values]);
      }
      matrices.push(JSON.stringify([confusion, wrong.examples.map(({ index }) => index)]));
    }
    assert.notEqual(matrices[0], matrices[1]);
    await assert.rejects(server.evaluation({ set: "train", outOfFold: 3 }), { code: "no-set" });
    const fold = new RunServer(folds[0].run);
    assert.equal((await fold.data()).outOfFold, undefined);
    await assert.rejects(fold.evaluation({ set: "train", outOfFold: 1 }), { code: "no-set" });
  });

  it("shows quantities out of fold in their own unit, without the examples that no fold is validated on", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${5000 + 300 * i + ((i * 13) % 17)}`);
    writeFileSync(join(workspace.path, "table.csv"), ["t,a,price", ...rows].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "price", validation: { folds: 3, ordered: true } };
    const { final, folds } = await trainFolds({
      train: workspace.write({
        version: 1,
        data: { ...data, task: "regression" },
        layers: [{ units: 1, activation: "linear" }],
        training: { epochs: 5, batchSize: 5, seed: 1 },
      }),
    });
    const server = new RunServer(final.run);
    const predicted = folds.reduce((sum, { examples }) => sum + examples.validation, 0);
    assert.ok(predicted < 40);
    assert.deepEqual((await server.data()).outOfFold, { repeats: 1, examples: predicted });
    const found = await server.residuals({ set: "train", outOfFold: 1, target: 0, order: "stored", ...whole });
    const expected = Math.sqrt(pooled(folds, "validationRmse", (rmse) => rmse ** 2));
    assert.ok(Math.abs(found.targets[0].rmse / expected - 1) < 1e-4, `${found.targets[0].rmse} is not ${expected}`);
    assert.deepEqual([found.total, found.examples[0].index], [predicted, 40 - predicted]);
    for (const { index, actual } of [found.examples[0], found.examples[predicted - 1]]) {
      const [price] = (await server.example({ set: "train", index, step: 1, actual: null })).targets ?? [];
      assert.ok(Math.abs(price - actual[0]) < 1e-2 && price > 5000, `${price} is not ${actual[0]}`);
    }
    assert.equal(found.points.index[0], 40 - predicted);
  });
});
