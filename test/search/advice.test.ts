/** A sweep's advice about one of its parameters. */
import assert from "node:assert/strict";
import { SweepAdvice } from "../../src/search/advice";
import { observationsOf } from "../../src/search/observations";
import type { Proposal, SweepPlan } from "../../src/search/types";
import { sweep } from "./sweep";

const plan: SweepPlan = {
  space: [
    { path: "training.optimizer.learningRate", kind: "log", low: 0.001, high: 1 },
    { path: "layers[0].activation", kind: "choice", choices: ["relu", "tanh"] },
  ],
  search: { type: "random", trials: 40, generation: 40, seed: 1 },
  objectives: [{ metric: "validationAccuracy", largerIsBetter: true }],
  fixed: {},
  epochs: 9,
  seed: 7,
};

/** The best rate is 0.1; tanh is better by 0.1. */
function accuracy({ values }: Proposal): number {
  const away = Math.log10(Number(values["training.optimizer.learningRate"])) + 1;
  return 0.9 - 0.1 * away ** 2 - (values["layers[0].activation"] === "relu" ? 0.1 : 0);
}

const rate = "training.optimizer.learningRate";

describe("what a sweep says of a parameter", () => {
  it("is the value of the best trial, those of the best quarter, what it explains, and what a change is worth", () => {
    const advice = new SweepAdvice(
      plan,
      sweep(plan, (proposal) => [accuracy(proposal)]),
    );
    const found = advice.on(rate);
    assert.ok(found);
    assert.deepEqual([found.trials, found.drawn, found.quarter.length], [40, 40, 10]);
    const best = advice.winner?.proposal.values[rate];
    assert.ok(found.best === best && found.quarter.includes(best as number));
    assert.ok(Math.abs(Math.log10(Number(best)) + 1) < 0.3, `the best rate is ${best}`);
    const importances = [rate, "layers[0].activation"].map((path) => advice.on(path)?.importance ?? 0);
    assert.ok(Math.abs(importances[0] + importances[1] - 1) < 1e-9 && importances[0] > 0.5, String(importances));
    const effect = advice.effect("layers[0].activation", "relu", "tanh");
    assert.ok(
      effect && effect.mean > 0.05 && effect.mean < 0.15 && effect.deviation < effect.mean,
      JSON.stringify(effect),
    );
    assert.equal(advice.effect(rate, 5, 0.1), undefined);
    assert.equal(advice.on("training.batchSize"), undefined);
  });

  it("leaves out trials that failed, and says nothing of fewer than four", () => {
    const some = new SweepAdvice(
      plan,
      sweep(plan, (each) => (each.trial % 2 === 0 ? [accuracy(each)] : undefined)),
    );
    assert.deepEqual([some.trials, some.on(rate)?.drawn], [20, 20]);
    const few = new SweepAdvice(
      plan,
      sweep(plan, (each) => (each.trial < 3 ? [accuracy(each)] : undefined)),
    );
    assert.equal(few.on(rate), undefined);
  });

  it("counts a setting once, by the mean of its seeds", () => {
    const repeated = { ...plan, search: { ...plan.search, trials: 9, generation: 9 }, repeats: { most: 3 } };
    const closed = sweep(repeated, (each) => [accuracy(each) + each.seed / 1e6]);
    assert.ok(closed.flatMap(({ proposals }) => proposals).length > 9);
    assert.equal(observationsOf(repeated, closed).length, 9);
  });

  it("compares no trial of a halving with one that was trained longer", () => {
    const halving = { ...plan, search: { ...plan.search, type: "halving" as const, trials: 9, reduction: 3 } };
    const closed = sweep(halving, (each) => [accuracy(each) * each.epochs]);
    const whole = closed.flatMap(({ proposals }) => proposals).filter(({ epochs }) => epochs === 9);
    assert.equal(observationsOf(halving, closed).length, whole.length);
    assert.ok(whole.length > 0 && whole.length < 9);
  });

  it("has no winner of two objectives, but a front", () => {
    const objectives = [...plan.objectives, { metric: "validationCost", largerIsBetter: false }];
    const two = { ...plan, objectives };
    const advice = new SweepAdvice(
      two,
      sweep(two, (each) => [accuracy(each), each.trial]),
    );
    assert.equal(advice.winner, undefined);
    assert.deepEqual([advice.on(rate)?.best, (advice.on(rate)?.found.length ?? 0) > 1], [undefined, true]);
  });
});
