/** Findings about a config from a run's events: each from events that show it, none from events that do not. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { resolveConfig } from "../../src/config/schema/resolve";
import type { Event } from "../../src/protocol/events";
import { diagnose } from "../../src/runs/diagnosis";

const config = (training = {}) => {
  const layers = [
    { units: 5, activation: "relu" },
    { units: 5, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ];
  const data = { format: "builtin", name: "iris", validation: { examples: 30 } };
  const checked = checkConfig(JSON.stringify({ version: 1, data, layers, training }));
  assert.ok(checked.config, JSON.stringify(checked.findings));
  return resolveConfig(checked.config, 1);
};

const epoch = (number: number, cost: number, validationCost: number): Event => {
  return { type: "epoch", epoch: number, cost, validationCost, trainSeconds: 1, evaluateSeconds: 1, learningRate: 1 };
};
const layers = (number: number, ...changes: object[]): Event => ({
  type: "layers",
  epoch: number,
  layers: [0, 1, 2].map((l) => {
    return {
      weightNorm: 1,
      gradientNorm: 1,
      updateRatio: 0.01,
      deadUnits: 0,
      saturation: 0.9 * l - 0.8,
      ...changes[l],
    };
  }),
});
const said = (events: Event[], training = {}) =>
  diagnose(events, config(training)).map(({ code, path, message }) => `${code} ${path.join(".")}: ${message}`);

describe("the diagnosis of a run", () => {
  it("says nothing of a run that went well, or that has only begun", () => {
    const well = [1, 0.7, 0.5, 0.4, 0.35].flatMap((cost, i) => [epoch(i + 1, cost, cost + 0.1), layers(i + 1)]);
    assert.deepEqual(said(well), []);
    assert.deepEqual(said([]), []);
    assert.deepEqual(said(well.slice(0, 1)), []);
  });

  it("finds dead units at the end, not those of the beginning", () => {
    const [found, ...more] = said([layers(1), layers(2, { deadUnits: 0.4 })]);
    assert.match(found, /^run-dead-units layers\.0\.activation: 40% of the units/);
    assert.deepEqual(more, []);
    assert.deepEqual(said([layers(1, { deadUnits: 0.4 }), layers(2)]), []);
  });

  it("finds a saturated hidden layer; outputs may be sure", () => {
    const found = said([layers(1, {}, { saturation: 0.6 }, { saturation: 0.99 })]);
    assert.equal(found.length, 1);
    assert.match(found[0], /^run-saturated layers\.1\.activation: 60% .* tanh/);
  });

  it("finds gradients that vanish and steps that explode over most of the run", () => {
    const bad = [1, 2, 3].map((number) => layers(number, { gradientNorm: 1e-5 }, { updateRatio: 0.5 }));
    const [vanishing, exploding] = said(bad);
    assert.match(vanishing, /^run-vanishing-gradient layers\.0\.activation: .* 100000 times smaller/);
    assert.match(exploding, /^run-exploding-gradient layers\.1\.activation: .* 50%/);
    assert.deepEqual(said([bad[0], layers(2), layers(3)]), []);
    assert.deepEqual(said([layers(1, { gradientNorm: Number.NaN, updateRatio: Number.NaN })]), []);
  });

  it("finds since when it learned by heart", () => {
    const course = [0.9, 0.5, 0.4, 0.45, 0.5, 0.6].map((cost, i) => epoch(i + 1, 1 / (i + 1), cost));
    const [found] = said(course);
    assert.match(found, /^run-overfitting training\.epochs: since epoch 3 .* from 0\.400 to 0\.600/);
    assert.deepEqual(said(course.slice(0, 4)), []);
    assert.deepEqual(said(course, { earlyStopping: { patience: 3 } }), []);
  });

  it("finds a plateau, and takes the last of two events of an epoch", () => {
    const course = Array.from({ length: 24 }, (_, i) => epoch(i + 1, 0.5, i < 5 ? 1 - i / 10 : 0.5));
    const [found] = said(course);
    assert.match(found, /^run-plateau training\.epochs: nothing improved after epoch 12/);
    assert.deepEqual(said([...course, epoch(24, 0.3, 0.3)]), []);
  });

  it("finds the layer that overflowed, epoch and batch", () => {
    const failed = { type: "failed", code: "non-finite", message: "", layer: 1, epoch: 2, batch: 7 } as const;
    const [found] = said([layers(1), failed]);
    assert.match(found, /^run-non-finite layers\.1\.activation: .* epoch 2, batch 7/);
    assert.deepEqual(said([failed, layers(1)]), []);
  });

  it("points at the moment that each shows: since when, or when it was worst", () => {
    const looks = (events: Event[]) => diagnose(events, config()).map(({ code, look }) => [code, look.tab, look.epoch]);
    const dead = [
      layers(1, { deadUnits: 0.4 }),
      layers(2),
      layers(3, { deadUnits: 0.3 }),
      layers(4, { deadUnits: 0.4 }),
    ];
    assert.deepEqual(looks(dead), [["run-dead-units", "layers", 3]]);
    const steps = [0.4, 0.6, 0.5].map((updateRatio, i) => layers(i + 1, { updateRatio }));
    assert.deepEqual(looks(steps), [["run-exploding-gradient", "layers", 2]]);
    const course = [0.9, 0.5, 0.4, 0.45, 0.5, 0.6].map((cost, i) => epoch(i + 1, 1 / (i + 1), cost));
    assert.deepEqual(looks(course), [["run-overfitting", "training", 3]]);
  });

  it("knows a smaller learning rate for what overflowed, and another activation for a gradient that vanished", () => {
    const failed = { type: "failed", code: "non-finite", message: "", layer: 1, epoch: 2, batch: 7 } as const;
    const rate = { optimizer: { type: "sgd", learningRate: 0.25 } };
    const [{ fix }] = diagnose([layers(1), failed], config(rate));
    assert.deepEqual(fix && "set" in fix && [fix.path.join("."), fix.set], ["training.optimizer.learningRate", 0.025]);
    const fixes = diagnose(
      [1, 2, 3].map((n) => layers(n, { gradientNorm: 1e-5 }, { gradientNorm: 1e-5 })),
      config(),
    );
    assert.deepEqual(
      fixes.map((diagnostic) => diagnostic.fix?.title),
      [undefined, 'Set "activation" to "relu"'],
    );
  });
});
