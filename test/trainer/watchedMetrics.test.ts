/** Metrics of predictions in a run: if they are watched, they are in its events and choose its best epoch. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isBetter } from "../../src/core/earlyStopping";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRun } from "../../src/runs/summary";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish, irisConfig, Workspace } from "./workspace";

const epochsOf = (events: Event[]) => events.filter((event): event is EpochEnded => event.type === "epoch");
const warnings = (events: Event[]) => events.flatMap((event) => (event.type === "warning" ? [event] : []));

/** Separates the watched metrics from the others, and removes the times. */
function usual({ trainSeconds, evaluateSeconds, ...ended }: EpochEnded) {
  const { validationF1, validationAuc, validationBalancedAccuracy, validationMae, ...rest } = ended;
  return { rest, watched: { validationF1, validationAuc, validationBalancedAccuracy, validationMae } };
}

describe("watched metrics of predictions", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const all = ["validationF1", "validationAuc", "validationBalancedAccuracy"];

  it("are measured each epoch as evaluate measures them, and change no other figure and no weight", async () => {
    const plain = await workspace.train(irisConfig());
    const watching = await workspace.train(irisConfig({ training: { metrics: all, keepEvery: 1 } }));
    assert.deepEqual(
      epochsOf(watching.events).map((ended) => usual(ended).rest),
      epochsOf(plain.events).map((ended) => usual(ended).rest),
    );
    for (const ended of epochsOf(plain.events)) for (const name of all) assert.ok(!(name in ended), name);
    for (const ended of epochsOf(watching.events)) {
      const { sets } = await evaluateRun(watching.run, { checkpoint: ended.epoch });
      const { f1, auc, balancedAccuracy } = sets[0];
      assert.deepEqual(
        [ended.validationF1, ended.validationAuc, ended.validationBalancedAccuracy],
        [f1, auc, balancedAccuracy],
      );
      assert.ok((auc ?? 0) > 0.5 && (auc ?? 2) <= 1);
    }
    assert.deepEqual(epochsOf(await readEvents(watching.run)), epochsOf(watching.events));
    assert.ok((await verifyRun(watching.run)).same);
  });

  it("choose the best epoch and stop early, and a resumed run goes on with the same bits", async () => {
    const training = {
      epochs: 8,
      keepEvery: 1,
      bestMetric: "validationF1",
      earlyStopping: { metric: "validationAuc", patience: 8 },
    };
    const whole = await workspace.train(irisConfig({ training }));
    const chosen = epochsOf(whole.events).reduce((best, next) =>
      isBetter("validationF1", next.validationF1 ?? Number.NaN, best.validationF1) ? next : best,
    );
    const best = { epoch: chosen.epoch, metric: "validationF1", value: chosen.validationF1 };
    assert.deepEqual([whole.done.best, (await readRun(whole.run)).best], [best, best]);
    assert.equal((await readManifest(whole.run)).config.training.bestMetric, "validationF1");

    const file = workspace.write(irisConfig({ training }));
    const halted = await finish({ train: file }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) session.stop();
    });
    const rest = await finish({ resume: halted.run });
    assert.deepEqual(
      [...epochsOf(halted.events), ...epochsOf(rest.events)].map(usual),
      epochsOf(whole.events).map(usual),
    );
    assert.deepEqual(rest.done.best, best);
  });

  it("have the mean absolute error of a quantity in its own unit", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => `${(i * 37) % 90},${3 * ((i * 37) % 90) + 1000}`);
    writeFileSync(join(workspace.path, "flats.csv"), `area,price\n${rows.join("\n")}\n`);
    const { events, run, done } = await workspace.train({
      version: 1,
      data: { format: "csv", path: "flats.csv", label: "price", task: "regression", validation: { fraction: 0.25 } },
      layers: [{ units: 1, activation: "linear" }],
      training: { epochs: 3, batchSize: 10, seed: 3, bestMetric: "validationMae" },
    });
    const epochs = epochsOf(events);
    for (const { validationMae = 0, validationRmse = 0 } of epochs) {
      assert.ok(validationMae > 0 && validationMae <= validationRmse, `${validationMae} and ${validationRmse}`);
    }
    const best = Math.min(...epochs.map(({ validationMae = Number.NaN }) => validationMae));
    assert.deepEqual([done.best?.metric, done.best?.value], ["validationMae", best]);
    const { sets } = await evaluateRun(run, { checkpoint: "best" });
    assert.equal(sets[0].fit?.mae, best);
  });

  it("leave out AUC where the validation examples lack a class, with a warning for each; nothing may go by it", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${["a", "b", "c"][i % 3]}`);
    writeFileSync(join(workspace.path, "kinds.csv"), `x,y,kind\n${rows.join("\n")}\n`);
    const config = (training: object) => ({
      version: 1,
      // Two examples cannot be of three classes.
      data: { format: "csv", path: "kinds.csv", label: "kind", validation: { examples: 2 } },
      layers: [{ units: 3, activation: "softmax" }],
      training: { epochs: 2, batchSize: 8, seed: 1, ...training },
    });
    const { events } = await workspace.train(config({ metrics: ["validationAuc", "validationF1"] }));
    const said = warnings(events).filter(({ code }) => code === "metric-classes");
    assert.equal(said.length, 2, JSON.stringify(warnings(events)));
    assert.match(said[0].message, /metrics\[0\]: validationAuc is left out: no validation example is of [abc]/);
    assert.match(said[1].message, /metrics\[1\]: validationF1 leaves some out: no validation example is of [abc]/);
    for (const ended of epochsOf(events)) {
      assert.ok(!("validationAuc" in ended));
      assert.ok(Number.isFinite(ended.validationF1));
    }
    await assert.rejects(workspace.train(config({ earlyStopping: { metric: "validationAuc" } })), {
      code: "metric-undefined",
    });
  });
});
