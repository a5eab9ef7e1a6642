/** The search plan of a config's `sweep`, with defaults. */
import assert from "node:assert/strict";
import { checkConfig } from "../../../src/config/check/check";
import { isSwept, sweepPlan } from "../../../src/config/sweep/plan";

const iris = { format: "builtin", name: "iris", validation: { fraction: 0.2 } };
const layers = [
  { units: 8, activation: "relu" },
  { units: 3, activation: "softmax" },
];
const learningRate = { "training.optimizer.learningRate": { log: [0.001, 1] } };

function planOf(sweep: object, others: object = {}, task: "classification" | "regression" = "classification") {
  const { config, findings } = checkConfig(JSON.stringify({ version: 1, data: iris, layers, ...others, sweep }));
  assert.ok(config && isSwept(config), findings.map(({ message }) => message).join("\n"));
  return sweepPlan(config, 99, { task, examples: 120 });
}

describe("the plan of a sweep", () => {
  it("has every kind of parameter in the order of the file, with its conditions", () => {
    const { space } = planOf({
      parameters: {
        "training.optimizer.type": { choice: ["sgd", "adam"] },
        "layers[0].units": { integer: [16, 256], log: true },
        hiddenLayers: { integer: [1, 3] },
        ...learningRate,
        "training.optimizer.momentum": { range: [0, 0.99], when: { "training.optimizer.type": "sgd" } },
      },
    });
    assert.deepEqual(space, [
      { path: "training.optimizer.type", kind: "choice", choices: ["sgd", "adam"] },
      { path: "layers[0].units", kind: "integer", low: 16, high: 256, log: true },
      { path: "hiddenLayers", kind: "integer", low: 1, high: 3, log: false },
      { path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 },
      {
        path: "training.optimizer.momentum",
        when: { "training.optimizer.type": "sgd" },
        kind: "range",
        low: 0,
        high: 0.99,
      },
    ]);
  });

  it("draws 20 trials at random where the search is left open, with the seed and epochs of training", () => {
    const { space: _, ...plan } = planOf({ parameters: learningRate }, { training: { seed: 5, epochs: 12 } });
    assert.deepEqual(plan, {
      search: { type: "random", trials: 20, generation: 8, seed: 5 },
      objectives: [{ metric: "validationAccuracy", largerIsBetter: true }],
      fixed: {},
      examplesPerEpoch: 120,
      epochs: 12,
      seed: 5,
    });
    const { search, seed } = planOf({ parameters: learningRate });
    assert.deepEqual([search.seed, seed], [99, 99], "a config without a seed takes the one to be recorded");
  });

  it("says what the search, the budget and the repeats are", () => {
    const parameters = { "training.batchSize": { choice: [8, 16, 32] } };
    const grid = planOf({ parameters, search: { type: "grid" } });
    assert.deepEqual(grid.search, { type: "grid", generation: 8, seed: 99 });
    const { search, budget, repeats } = planOf({
      parameters,
      search: { type: "halving", trials: 9, seed: 3, generation: 4 },
      budget: { examples: 5000, minutes: 3 },
    });
    assert.deepEqual(search, { type: "halving", trials: 9, generation: 4, seed: 3, reduction: 3 });
    assert.deepEqual([budget, repeats], [{ examples: 5000 }, undefined]);
    assert.equal(planOf({ parameters, budget: { minutes: 3 } }).budget, undefined, "minutes are no part of the plan");
    assert.deepEqual(planOf({ parameters, repeats: { most: 4 } }).repeats, { most: 4 });
  });

  it("takes one or two objectives, else what chooses the best epoch", () => {
    const of = (sweep: object, training: object = {}, task?: "regression") =>
      planOf({ parameters: learningRate, ...sweep }, { training }, task).objectives;
    const smaller = { metric: "validationCost", largerIsBetter: false };
    assert.deepEqual(of({ objective: { metric: "validationCost" } }), [smaller]);
    const two = of({ objective: [{ metric: "validationAccuracy" }, { metric: "validationCost" }] });
    assert.deepEqual(two, [{ metric: "validationAccuracy", largerIsBetter: true }, smaller]);
    assert.deepEqual(of({}, { bestMetric: "validationCost" }), [smaller]);
    assert.deepEqual(of({}, {}, "regression"), [{ metric: "validationRmse", largerIsBetter: false }]);
  });

  it("names the settings of the config that a condition depends on, with their defaults", () => {
    const { fixed } = planOf({
      parameters: {
        "training.optimizer.momentum": { range: [0, 0.9], when: { "training.optimizer.type": "sgd" } },
        "layers[0].dropout": { choice: [0, 0.5] },
        "layers[0].units": { choice: [8, 64], when: { "layers[0].dropout": 0.5 } },
      },
    });
    assert.deepEqual(fixed, { "training.optimizer.type": "sgd" });
  });
});
