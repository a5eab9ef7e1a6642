/** The best epoch of a run: every part of the program, in every session, uses the metric that the run recorded. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Course } from "../../src/cli/report/course";
import type { Subject } from "../../src/cli/report/reporter";
import { type BestEpoch, isBetter } from "../../src/core/earlyStopping";
import type { MetricName } from "../../src/core/names";
import { describeRun } from "../../src/extension/panel/describeRun";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRun } from "../../src/runs/summary";
import { emptyState, reduce } from "../../webview/state/store";
import { editManifest } from "../runs/folder";
import { finish, irisConfig, Workspace } from "./workspace";

const epochsOf = (events: Event[]) => events.filter((event): event is EpochEnded => event.type === "epoch");

/** Uses large steps, so that accuracy and costs are best in different epochs. */
const config = (training: object) =>
  irisConfig({
    training: {
      epochs: 12,
      keepEvery: 1,
      seed: 3,
      schedule: { type: "constant" },
      optimizer: { type: "sgd", learningRate: 0.5 },
      ...training,
    },
  });

const bestBy = (metric: MetricName, events: Event[]) =>
  epochsOf(events).reduce((best, next) => (isBetter(metric, next[metric] ?? Number.NaN, best[metric]) ? next : best));

describe("the best epoch of a run", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** Returns the best epoch according to every part of the program, from the run's events with and without its end. */
  async function everybody(run: string): Promise<Record<string, BestEpoch | number | undefined>> {
    const manifest = await readManifest(run);
    const events = await readEvents(run);
    const unfinished = events.filter(({ type }) => type !== "done");
    const course = new Course({ session: { config: manifest.config }, earlier: [] } as unknown as Subject);
    for (const event of events) course.take(event);
    const page = reduce(emptyState, { type: "history", run: describeRun(run, manifest), events: unfinished });
    const listed = (await readRun(run)).best;
    writeFileSync(join(run, "metrics.jsonl"), unfinished.map((event) => `${JSON.stringify(event)}\n`).join(""));
    const crashed = (await readRun(run)).best;
    writeFileSync(join(run, "metrics.jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    const { state } = await readCheckpoint(join(run, "best.npz"));
    return {
      listed,
      crashed,
      terminal: course.best,
      checkpoint: state.best,
      weights: state.epoch,
      page: page.epochs.best?.epoch,
    };
  }

  function agree(told: Record<string, BestEpoch | number | undefined>, best: BestEpoch): void {
    const { epoch } = best;
    assert.deepEqual(told, {
      listed: best,
      crashed: best,
      terminal: best,
      checkpoint: best,
      weights: epoch,
      page: epoch,
    });
  }

  it("follows what early stopping watches, for everybody who asks", async () => {
    const { run, events, done } = await workspace.train(
      config({ earlyStopping: { metric: "validationCost", patience: 12 } }),
    );
    const [byCost, byAccuracy] = [bestBy("validationCost", events), bestBy("validationAccuracy", events)];
    assert.notEqual(byCost.epoch, byAccuracy.epoch);
    const best = { epoch: byCost.epoch, metric: "validationCost", value: byCost.validationCost ?? 0 };
    assert.deepEqual(done.best, best);
    assert.equal((await readManifest(run)).config.training.bestMetric, "validationCost");
    agree(await everybody(run), best);
  });

  it("follows bestMetric before early stopping, and the training cost without validation examples", async () => {
    const both = { bestMetric: "validationAccuracy", earlyStopping: { metric: "validationCost", patience: 12 } };
    const chosen = await workspace.train(config(both));
    const byAccuracy = bestBy("validationAccuracy", chosen.events);
    assert.equal(chosen.done.best?.epoch, byAccuracy.epoch);
    agree(await everybody(chosen.run), chosen.done.best as BestEpoch);
    // So many epochs that dropout changes the cost more than learning does.
    const alone = {
      ...config({ bestMetric: "cost", epochs: 40 }),
      data: { format: "builtin", name: "iris" },
    };
    const { run, events, done } = await workspace.train(alone);
    assert.notEqual(bestBy("cost", events).epoch, 40);
    assert.equal(done.best?.epoch, bestBy("cost", events).epoch);
    agree(await everybody(run), done.best as BestEpoch);
  });

  it("is carried on by the same rule when the run is resumed", async () => {
    const watched = { earlyStopping: { metric: "validationCost", patience: 12 } };
    const whole = await workspace.train(config(watched));
    for (const epochs of [2, 6]) {
      const stopped = await finish({ train: workspace.write(config(watched)) }, (event, session) => {
        if (event.type === "epoch" && event.epoch === epochs) session.stop();
      });
      const resumed = await finish({ resume: stopped.run });
      assert.deepEqual(resumed.done.best, whole.done.best);
      agree(await everybody(resumed.run), resumed.done.best as BestEpoch);
    }
  });

  it("stays the choice of before in a run that recorded none, resumed or not", async () => {
    // The same checkpoints as version 0.1.0 wrote with early stopping on the cost.
    const asBefore = config({
      bestMetric: "validationAccuracy",
      earlyStopping: { metric: "validationCost", patience: 12 },
    });
    const stopped = await finish({ train: workspace.write(asBefore) }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 2) session.stop();
    });
    editManifest(stopped.run, ({ config: { training } }) => {
      delete training.bestMetric;
    });
    const { run, done } = await finish({ resume: stopped.run });
    const events = epochsOf(await readEvents(run));
    const { epoch, validationAccuracy = 0 } = bestBy("validationAccuracy", events);
    assert.notEqual(epoch, bestBy("validationCost", events).epoch);
    assert.deepEqual(done.best, { epoch, metric: "validationAccuracy", value: validationAccuracy });
    agree(await everybody(run), done.best as BestEpoch);
  });
});
