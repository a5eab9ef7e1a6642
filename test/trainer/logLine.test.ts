/** Which events a run's log contains. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import { logLine } from "../../src/trainer/session/logLine";

const epoch: Event = {
  type: "epoch",
  epoch: 3,
  cost: 0.12345678,
  validationCost: 0.25,
  validationAccuracy: 0.975,
  trainSeconds: 1.239,
  evaluateSeconds: 0.1,
  learningRate: 0.5,
};

describe("a line of the log", () => {
  it("tells an epoch with its figures", () => {
    assert.equal(logLine(epoch), "epoch 3: cost 0.1235, validationAccuracy 0.9750, validationCost 0.2500, 1.24 s");
  });

  it("tells a cost that is not finite", () => {
    assert.match(logLine({ ...epoch, cost: Number.NaN }) ?? "", /cost NaN/);
  });

  it("tells a changed setting and its moment", () => {
    const changed: Event = {
      type: "changed",
      epoch: 2,
      batch: 7,
      path: "training.optimizer.learningRate",
      from: 1,
      to: 0.5,
    };
    assert.equal(logLine(changed), "training.optimizer.learningRate: 1 → 0.5 in epoch 2, batch 7");
  });

  it("leaves out what comes many times a second", () => {
    const progress: Event = { type: "progress", epoch: 1, batch: 2, batches: 3, cost: 1, examplesPerSecond: 10 };
    assert.equal(logLine(progress), undefined);
  });
});
