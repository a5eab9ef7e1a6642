/** A run's weights evaluated again give the figures reported during training. */
import assert from "node:assert/strict";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { irisConfig, Workspace } from "./workspace";

const epochOf = (events: Event[], number: number) =>
  events.find((event): event is EpochEnded => event.type === "epoch" && event.epoch === number) as EpochEnded;

describe("evaluating a run", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  for (const which of ["best", "last", 2] as const) {
    it(`gives the figures of its epoch, bit for bit, with the weights of ${which}`, async () => {
      const { run, events, done } = await workspace.train(irisConfig());
      const { epoch, sets, classNames } = await evaluateRun(run, { checkpoint: which });
      assert.equal(epoch, which === "best" ? done.best?.epoch : which === "last" ? 4 : 2);
      assert.deepEqual(classNames, ["setosa", "versicolor", "virginica"]);
      const { validationCost, validationAccuracy, testAccuracy } = epochOf(events, epoch);
      const [validation, test] = sets;
      assert.deepEqual([validation.name, validation.examples, validation.cost], ["validation", 30, validationCost]);
      assert.equal(validation.accuracy, validationAccuracy);
      assert.deepEqual([test.name, test.examples, test.accuracy], ["test", 20, testAccuracy]);
    });
  }

  it("counts in the confusion matrix every example once, the right ones on its diagonal", async () => {
    const { run } = await workspace.train(irisConfig());
    const { sets } = await evaluateRun(run, { checkpoint: "best" });
    for (const { examples, accuracy, confusion } of sets) {
      assert.equal(
        confusion.flat().reduce((sum, count) => sum + count),
        examples,
      );
      const right = confusion.reduce((sum, row, i) => sum + row[i], 0);
      assert.equal(right / examples, accuracy);
      // The species alternate, so the classes have equal counts.
      for (const row of confusion) assert.ok(Math.abs(row.reduce((sum, count) => sum + count) - examples / 3) < 1);
    }
  });

  it("takes the training examples where none were held back", async () => {
    const { run } = await workspace.train(irisConfig({ data: { format: "builtin", name: "iris" } }));
    const { sets } = await evaluateRun(run, { checkpoint: "last" });
    assert.deepEqual(
      sets.map(({ name, examples }) => [name, examples]),
      [["train", 150]],
    );
  });

  it("comes near with another backend", async () => {
    const { run } = await workspace.train(irisConfig());
    const [wasm] = (await evaluateRun(run, { checkpoint: "best" })).sets;
    const [reference] = (await evaluateRun(run, { checkpoint: "best", backend: "reference" })).sets;
    assert.ok(Math.abs(wasm.cost - reference.cost) < 1e-5);
  });

  it("measures the start, epoch 0, as the seed makes it", async () => {
    const { run } = await workspace.train(irisConfig());
    const [start, best] = [await evaluateRun(run, { checkpoint: 0 }), await evaluateRun(run, { checkpoint: "best" })];
    assert.deepEqual([start.epoch, start.batch], [0, 0]);
    assert.ok(start.sets[0].cost > best.sets[0].cost);
  });

  it("refuses an epoch whose weights were not saved", async () => {
    const { run } = await workspace.train(irisConfig({ training: { keepEvery: 4 } }));
    const lost = (await evaluateRun(run, { checkpoint: "best" })).epoch === 1 ? 2 : 1;
    await assert.rejects(evaluateRun(run, { checkpoint: lost }), {
      code: "epoch-not-kept",
      kind: "run",
      message: `${run}: the weights of epoch ${lost} were not saved; choose another epoch, or set training.keepEvery`,
    });
  });
});
