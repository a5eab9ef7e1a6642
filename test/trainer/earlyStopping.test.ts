/**
 * Early stopping in a session: when it ends, which weights it leaves, and that a resume keeps the count of epochs
 * without improvement.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

/** The cost never improves by minDelta, so the run ends after the first epoch and `patience` more. */
const impatient = (more: object = {}) =>
  irisConfig({ training: { epochs: 20, earlyStopping: { metric: "cost", patience: 3, minDelta: 100, ...more } } });

const epochsOf = (events: Event[]) => events.filter((event): event is EpochEnded => event.type === "epoch");

describe("early stopping", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("ends the run when the metric has not improved for long enough", async () => {
    const { events, done } = await workspace.train(impatient());
    assert.equal(epochsOf(events).length, 4);
    assert.equal(done.reason, "early-stopped");
  });

  it("leaves the best epoch's weights where restoreBest says so, and the last ones where not", async () => {
    // The cost falls to the end, so by early stopping's metric the last epoch would be the best.
    const byAccuracy = irisConfig({
      training: {
        epochs: 20,
        bestMetric: "validationAccuracy",
        earlyStopping: { metric: "cost", patience: 3, minDelta: 100 },
      },
    });
    const best = await workspace.train(byAccuracy);
    const { epoch } = best.done.best ?? { epoch: 0 };
    assert.notEqual(epoch, 4);
    assert.equal((await last(best.run)).state.epoch, epoch);
    assert.deepEqual(readFileSync(join(best.run, "last.npz")), readFileSync(join(best.run, "best.npz")));
    const latest = await workspace.train(impatient({ restoreBest: false }));
    assert.equal((await last(latest.run)).state.epoch, 4);
  });

  it("goes on waiting after a stop as if there had been none", async () => {
    const whole = await workspace.train(impatient({ restoreBest: false }));
    const stopped = await finish({ train: workspace.write(impatient({ restoreBest: false })) }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) session.stop();
    });
    assert.equal(epochsOf(stopped.events).length, 3);
    const resumed = await finish({ resume: stopped.run });
    assert.equal(resumed.done.reason, "early-stopped");
    assert.deepEqual(withoutTimes(await last(resumed.run)), withoutTimes(await last(whole.run)));
    const told = comparable(epochsOf(await readEvents(resumed.run)));
    assert.deepEqual(told, comparable(epochsOf(whole.events)));
  });

  it("trains no further epoch when it was killed just before its end", async () => {
    const copies: string[] = [];
    await finish({ train: workspace.write(impatient({ restoreBest: false })) }, (event) => {
      const isLast = event.type === "checkpoint" && event.epoch === 4 && event.file === "last.npz";
      if (isLast) copies.push(workspace.copy(workspace.runs()[0]));
    });
    const resumed = await finish({ resume: copies[0] });
    assert.equal(resumed.done.reason, "early-stopped");
    assert.equal(epochsOf(resumed.events).length, 0);
  });

  it("is not taken back by a resume", async () => {
    const { run } = await workspace.train(impatient());
    await assert.rejects(finish({ resume: run, epochs: 30 }), /early stopping ended the run after epoch 4/);
  });
});
