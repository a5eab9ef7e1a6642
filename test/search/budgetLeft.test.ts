/** The report of a sweep that its budget ended: how much was tried, and which key set the budget. */
import assert from "node:assert/strict";
import { budgetLeft, budgetText } from "../../src/search/budgetLeft";
import type { SearchOptions, Space, SweepPlan } from "../../src/search/types";
import { planOf, sweep } from "./sweep";

const space: Space = [{ path: "x", kind: "range", low: 0, high: 1 }];
const random: SearchOptions = { type: "random", trials: 10, generation: 4, seed: 1 };
const left = (changes: Partial<SweepPlan>) => {
  const plan = planOf({ space, search: random, examplesPerEpoch: 100, ...changes });
  const closed = sweep(plan, ({ values }) => [Number(values.x)]);
  return budgetLeft(plan, closed);
};

describe("what a budget leaves untried", () => {
  it("is nothing where all was tried, be it with a budget that was large enough", () => {
    assert.equal(left({}), undefined);
    assert.equal(left({ budget: { trials: 10 } }), undefined);
    assert.equal(left({ budget: { examples: 10 * 27 * 100 } }), undefined);
    assert.equal(left({ space: [{ path: "x", kind: "choice", choices: [1, 2, 3] }] }), undefined, "a small space");
  });

  it("are settings, or what was to follow them", () => {
    assert.deepEqual(left({ budget: { trials: 7 } }), { by: "trials", tried: 7, planned: 10 });
    assert.deepEqual(left({ budget: { examples: 3 * 27 * 100 } }), { by: "examples", tried: 3, planned: 10 });
    const search: SearchOptions = { ...random, type: "halving", trials: 9 };
    const rungs = left({ search, budget: { trials: 10 } });
    assert.deepEqual(rungs, { by: "trials", tried: 9, planned: 9 });
    const text = "budget.trials ended it after all 9 settings, before all longer trainings and repeats";
    assert.ok(rungs && budgetText(rungs).startsWith(text));
  });

  it("is ended by minutes where nothing else ended it", () => {
    const plan = planOf({ space, search: random });
    const [first] = sweep(plan, () => [1]);
    const found = budgetLeft(plan, [first]);
    assert.deepEqual(found, { by: "minutes", tried: 4, planned: 10 });
    assert.equal(found && budgetText(found), "budget.minutes ended it after 4 of 10 settings");
  });
});
