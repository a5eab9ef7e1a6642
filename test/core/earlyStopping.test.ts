/** The best epoch, and when early stopping ends a run. */
import assert from "node:assert/strict";
import {
  type BestEpoch,
  bestMetric,
  betterOf,
  compareBest,
  EarlyStopping,
  type Figures,
} from "../../src/core/earlyStopping";
import type { MetricName } from "../../src/core/names";

describe("the best epoch", () => {
  const best = (figures: Figures[], recorded?: MetricName) =>
    figures.reduce<BestEpoch | undefined>((held, found, i) => betterOf(held, i + 1, found, recorded), undefined);

  it("is told by validation accuracy, else for regression by RMSE, else by validation cost", () => {
    const all = { validationAccuracy: 0.9, validationRmse: 1, validationCost: 2, cost: 3 };
    assert.equal(bestMetric(all, undefined), "validationAccuracy");
    assert.equal(bestMetric({ ...all, validationAccuracy: undefined }, undefined), "validationRmse");
    assert.equal(bestMetric({ validationCost: 2, cost: 3 }, undefined), "validationCost");
  });

  it("follows the metric that the run recorded, upwards where more is better", () => {
    const figures = [1, 2, 3].map((i) => ({
      validationAccuracy: i / 4,
      validationCost: i,
      validationR2: i / 8,
      cost: -i,
    }));
    assert.deepEqual(best(figures, "validationCost"), { epoch: 1, metric: "validationCost", value: 1 });
    assert.deepEqual(best(figures, "validationR2"), { epoch: 3, metric: "validationR2", value: 0.375 });
    assert.deepEqual(best(figures, "cost"), { epoch: 3, metric: "cost", value: -3 });
  });

  it("is the first one where the recorded metric was never measured", () => {
    assert.deepEqual(best([{ cost: 1 }, { cost: 0 }], "validationR2"), {
      epoch: 1,
      metric: "validationR2",
      value: Number.NaN,
    });
  });

  it("is the first one of equals", () => {
    const accuracies = [0.5, 0.9, 0.9, 0.8].map((validationAccuracy) => ({ validationAccuracy }));
    assert.deepEqual(best(accuracies), { epoch: 2, metric: "validationAccuracy", value: 0.9 });
  });

  it("is the lowest for costs and errors", () => {
    assert.equal(best([3, 1, 2].map((validationCost) => ({ validationCost })))?.epoch, 2);
    assert.equal(best([3, 2, 1].map((validationRmse) => ({ validationRmse })))?.epoch, 3);
  });

  it("is the last one where nothing is validated", () => {
    assert.deepEqual(best([{ cost: 1 }, { cost: 2 }]), { epoch: 2, metric: "epoch", value: 2 });
  });

  it("is never one whose figure is not a number", () => {
    assert.equal(best([Number.NaN, 2, Number.NaN].map((validationCost) => ({ validationCost })))?.epoch, 2);
  });
});

describe("early stopping", () => {
  const stopsAfter = (stopping: EarlyStopping, figures: Figures[]) =>
    figures.findIndex((found) => stopping.ended(found)) + 1;
  const accuracies = (...values: number[]) => values.map((validationAccuracy) => ({ validationAccuracy }));

  it("stops after as many epochs without improvement as its patience", () => {
    const stopping = new EarlyStopping({ patience: 2, minDelta: 0 });
    assert.equal(stopsAfter(stopping, accuracies(0.5, 0.6, 0.6, 0.7, 0.7, 0.65, 0.9)), 6);
  });

  it("does not count an improvement that is no larger than minDelta", () => {
    const stopping = new EarlyStopping({ patience: 2, minDelta: 0.1 });
    assert.equal(stopsAfter(stopping, accuracies(0.5, 0.55, 0.625, 0.65, 0.7)), 5);
  });

  it("watches the metric that it is told to, downwards where less is better", () => {
    const figures = [3, 2, 2.5, 1.9].map((validationCost, i) => ({ validationCost, validationAccuracy: 0.1 * i }));
    assert.equal(stopsAfter(new EarlyStopping({ metric: "validationCost", patience: 1, minDelta: 0 }), figures), 3);
  });

  it("goes on from a saved state as if it had not been interrupted", () => {
    const settings = { patience: 2, minDelta: 0 };
    const before = new EarlyStopping(settings);
    assert.equal(stopsAfter(before, accuracies(0.6, 0.5)), 0);
    const after = new EarlyStopping(settings, JSON.parse(JSON.stringify(before.state)));
    assert.ok(after.ended({ validationAccuracy: 0.55 }));
  });

  it("waits no longer for a figure that is not a number", () => {
    const stopping = new EarlyStopping({ patience: 2, minDelta: 0 });
    assert.equal(stopsAfter(stopping, accuracies(0.5, Number.NaN, Number.NaN, 0.9)), 3);
  });
});

describe("a list of runs by their best", () => {
  const best = (metric: string, value: number) => ({ epoch: 1, metric, value });

  it("has the better first, larger accuracies and smaller costs, and those of no figure last", () => {
    const list = [undefined, best("epoch", 9), best("validationCost", 2), best("validationAccuracy", 0.5)];
    const more = [best("validationCost", 1), best("validationAccuracy", 0.75), best("validationCost", Number.NaN)];
    const ordered = [...list, ...more].sort(compareBest).map((each) => each && `${each.metric} ${each.value}`);
    assert.deepEqual(ordered.slice(0, 5), [
      "validationAccuracy 0.75",
      "validationAccuracy 0.5",
      "validationCost 1",
      "validationCost 2",
      "validationCost NaN",
    ]);
  });
});
