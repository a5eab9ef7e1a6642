/**
 * The estimator compared with Optuna's on three functions: the median of the best values after 60 trials, over 51 seeds
 * of Optuna's and as many of ours, or 25 of ours (test/soak.ts). The scale is Optuna's gain over random search; ours
 * must gain at least nine tenths of it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unitCell } from "../../src/search/space";
import type { Proposal, SweepPlan } from "../../src/search/types";
import { isSoak } from "../soak";
import { functions } from "./functions";
import { planOf, sweep } from "./sweep";

type Ways = Record<"random" | "sequential" | "generations", number[]>;
const optuna: Record<string, Ways> = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/search/optuna-tpe.json"), "utf8"),
);
const seeds = Array.from({ length: isSoak ? 51 : 25 }, (_, seed) => seed);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[(values.length - 1) / 2];

describe("the Parzen estimator", function () {
  this.timeout(60_000);

  for (const [name, { space, value }] of Object.entries(functions)) {
    const reached = (generation: number) =>
      median(
        seeds.map((seed) => {
          const plan = planOf({ space, search: { type: "tpe", trials: 60, generation, seed } });
          const results = sweep(plan, ({ values }) => [value(values)]).flatMap((one) => one.results);
          return Math.min(...results.map(({ objectives }) => objectives[0]));
        }),
      );
    const random = median(optuna[name].random);
    const share = (ours: number, theirs: readonly number[]) => (random - ours) / (random - median(theirs));

    it(`finds on ${name} what Optuna's finds, one trial after the other`, () => {
      const part = share(reached(1), optuna[name].sequential);
      assert.ok(part >= 0.9, `${part.toFixed(2)} of what Optuna gains over random search`);
    });

    it(`finds on ${name} what Optuna's finds, in generations of 8, and clearly more than random search`, () => {
      const ours = reached(8);
      const part = share(ours, optuna[name].generations);
      assert.ok(part >= 0.9, `${part.toFixed(2)} of what Optuna gains over random search`);
      // Better than three quarters of the random searches.
      assert.ok(ours < optuna[name].random[Math.floor(optuna[name].random.length / 4)]);
    });
  }

  const searches = (type: "tpe" | "random", changes: Partial<SweepPlan> = {}) =>
    planOf({ space: functions.network.space, search: { type, trials: 60, generation: 4, seed: 5 }, ...changes });
  const settings = (plan: SweepPlan, answer: (proposal: Proposal) => number[] | undefined) =>
    sweep(plan, answer).flatMap((one) => one.proposals.map(({ values }) => values));
  const value = ({ values }: Proposal) => [functions.network.value(values)];

  it("begins with a Latin hypercube, until it knows eight results", () => {
    // Generations of four: the third knows four results, the fourth eight.
    const hypercube = settings(searches("tpe"), value).slice(0, 12);
    const { space } = functions.network;
    for (const parameter of space.filter(({ kind }) => kind === "range" || kind === "log")) {
      const parts = hypercube.flatMap((values) => {
        const cell = parameter.path in values && unitCell(parameter, values[parameter.path]);
        return cell ? [Math.floor(12 * cell[0])] : [];
      });
      assert.equal(new Set(parts).size, parts.length, parameter.path);
      assert.ok(parameter.when || parts.length === 12);
    }
    const optimizers = hypercube.map(({ optimizer }) => optimizer).sort();
    assert.deepEqual(
      optimizers,
      ["adam", "rmsprop", "sgd"].flatMap((name) => Array(4).fill(name)),
    );
    // Their results change no trial before the thirteenth, and all later ones.
    const others = settings(searches("tpe"), (one) => value(one).map((loss) => -loss));
    assert.deepEqual(others.slice(0, 12), hypercube);
    const tpe = settings(searches("tpe"), value);
    for (let trial = 12; trial < 60; trial++) assert.notDeepEqual(others[trial], tpe[trial]);
  });

  it("holds failed trials for the worst: it leaves the part of the space that fails", () => {
    const plan = searches("tpe");
    const later = settings(plan, (one) => (one.values.optimizer === "sgd" ? undefined : value(one))).slice(20);
    assert.ok(later.filter(({ optimizer }) => optimizer === "sgd").length < later.length / 6);
  });

  it("looks for larger values of an objective whose larger values are better", () => {
    const larger = searches("tpe", { objectives: [{ metric: "score", largerIsBetter: true }] });
    assert.deepEqual(
      settings(larger, (one) => value(one).map((loss) => -loss)),
      settings(searches("tpe"), value),
    );
  });

  it("goes on where all trials fail", () => {
    assert.equal(settings(searches("tpe"), () => undefined).length, 60);
  });

  it("of two objectives comes nearer to the whole front than random search", () => {
    const space = functions.branin.space;
    const objectives = ["a", "b"].map((metric) => ({ metric, largerIsBetter: false }));
    // The front is the line from (0, 5) to (5, 5).
    const answer = ({ values: { x, y } }: Proposal) => {
      const off = (Number(y) - 5) ** 2;
      return [Number(x) ** 2 + off, (Number(x) - 5) ** 2 + off];
    };
    const distance = (type: "tpe" | "random") =>
      median(
        seeds.slice(0, 15).map((seed) => {
          const found = settings(
            planOf({ space, search: { type, trials: 60, generation: 4, seed }, objectives }),
            answer,
          );
          const targets = [0, 1, 2, 3, 4, 5].map((x) =>
            Math.min(...found.map((values) => Math.hypot(Number(values.x) - x, Number(values.y) - 5))),
          );
          return Math.max(...targets);
        }),
      );
    assert.ok(distance("tpe") < 0.75 * distance("random"), `${distance("tpe")} and ${distance("random")}`);
  });
});
