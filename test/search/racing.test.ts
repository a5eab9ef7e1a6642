/** Repeats as a race: which trials get further seeds, which drop out, and what is a tie. */
import assert from "node:assert/strict";
import { historyOf } from "../../src/search/history";
import { standingOf } from "../../src/search/racing";
import { pairedP, twoSidedP } from "../../src/search/studentT";
import type { Proposal, SweepPlan } from "../../src/search/types";
import { foundBy } from "../../src/search/winner";
import { type Answer, planOf, sweep } from "./sweep";

const plan = (most: number, changes: Partial<SweepPlan> = {}) =>
  planOf({
    space: [{ path: "a", kind: "integer", low: 1, high: 16, log: false }],
    search: { type: "grid", generation: 4, seed: 1 },
    repeats: { most },
    seed: 10,
    ...changes,
  });
/** `split` shifts all trials of a seed, `noise` a single one. */
const split = (seed: number) => Math.sin(seed * 3.7);
const noise = (seed: number, a: number) => 0.01 * Math.sin(seed * 5.3 + a * 1.7);
const steep: Answer = ({ values, seed }) => [Number(values.a) * 0.1 + split(seed) + noise(seed, Number(values.a))];
const flat: Answer = ({ values, seed }) => [split(seed) + noise(seed, Number(values.a))];
const repeats = (proposals: readonly Proposal[]) => proposals.filter((one) => one.repeats !== undefined);
const race = (most: number, answer: Answer, changes: Partial<SweepPlan> = {}) => {
  const generations = sweep(plan(most, changes), answer);
  return { generations, repeated: repeats(generations.flatMap((one) => one.proposals)) };
};

describe("a race", () => {
  it("gives the best a further seed each round, the same to all, until one is separated", () => {
    const { generations, repeated } = race(8, steep);
    assert.deepEqual(repeated.map(({ repeats: of, seed }) => [of, seed]), [
      ...[0, 1, 2, 3].map((trial) => [trial, 11]),
      ...[0, 1, 2, 3].map((trial) => [trial, 12]),
    ]); // biome-ignore format: rows
    const found = foundBy(plan(8), generations);
    assert.deepEqual(
      found.map(({ proposal, seeds }) => [proposal.trial, seeds]),
      [[0, 3]],
    );
    const mean =
      [10, 11, 12].reduce((sum, seed) => sum + (steep({ values: { a: 1 }, seed } as never)?.[0] ?? 0), 0) / 3;
    assert.ok(Math.abs(found[0].objectives[0] - mean) < 1e-12);
  });

  it("ends in a tie where all seeds separate nobody, best mean first", () => {
    const { generations, repeated } = race(5, ({ values, seed }) => [split(seed * Number(values.a))]);
    assert.equal(Math.max(...repeated.map(({ seed }) => seed)), 14);
    const found = foundBy(plan(5), generations);
    assert.ok(found.length > 1);
    assert.ok(found.every(({ seeds }) => seeds === 5));
    const means = found.map(({ objectives }) => objectives[0]);
    assert.deepEqual(
      means,
      [...means].sort((a, b) => a - b),
    );
  });

  it("is not needed to see that several trials have the very same figure", () => {
    const shared: Answer = ({ values }) => [Math.max(Number(values.a), 3)];
    const found = foundBy(plan(1), race(1, shared).generations);
    assert.deepEqual(
      found.map(({ proposal, objectives }) => [proposal.values.a, objectives]),
      [1, 2, 3].map((a) => [a, [3]]),
    );
  });

  it("leaves out of the test what a seed gives to all: paired, small differences are seen", () => {
    const found = foundBy(plan(5), race(5, steep).generations);
    assert.equal(found.length, 1);
    assert.ok(0.1 < Math.abs(split(10) - split(12)), "one seed differs more than the trials do");
  });

  it("takes those with a failed seed out", () => {
    const { generations } = race(3, (one) => (one.values.a === 1 && one.seed === 11 ? undefined : flat(one)));
    assert.ok(foundBy(plan(3), generations).every(({ proposal }) => proposal.values.a !== 1));
  });

  it("ends where all contenders fail with a seed, and finds the best of those before", () => {
    const { generations, repeated } = race(5, (one) => (one.seed === 12 ? undefined : steep(one)));
    assert.equal(Math.max(...repeated.map(({ seed }) => seed)), 12);
    const [found] = foundBy(plan(5), generations);
    assert.deepEqual([found.proposal.trial, found.seeds], [0, 2]);
  });

  it("finds a contender, though its mean is worse than the one seed of a trial outside", () => {
    const { generations } = race(3, (one) => [Number(one.values.a) * 0.001 + (one.seed === 10 ? 0 : 1)]);
    const [found] = foundBy(plan(3), generations);
    assert.equal(found.proposal.trial, 0);
    assert.ok(found.objectives[0] > 0.016);
  });

  it("does not begin before all results of the search are known, nor without repeats", () => {
    const generations = sweep(plan(3), flat);
    const searched = generations.slice(0, 3);
    assert.equal(standingOf(plan(1), historyOf(searched, [])).wanted.length, 0);
    assert.equal(repeats(generations.slice(0, 5).flatMap((one) => one.proposals)).length, 0);
    assert.deepEqual(generations[4].proposals, []);
    assert.equal(generations[5].proposals.length, 4);
  });

  it("of two objectives takes out who is worse in both", () => {
    const both = {
      objectives: [
        { metric: "loss", largerIsBetter: false },
        { metric: "accuracy", largerIsBetter: true },
      ],
    };
    const answer: Answer = (one) => {
      const a = Number(one.values.a);
      const loss = a * 0.1 + noise(one.seed, a);
      return [loss, a === 2 ? 0.5 : -loss + noise(one.seed, a * 3)];
    };
    const found = foundBy(plan(8, both), race(8, answer, both).generations);
    assert.deepEqual(
      found.map(({ proposal }) => proposal.values.a),
      [1, 2],
    );
  });

  it("whose budget ends amid a round compares what all have", () => {
    const limited = { budget: { trials: 16 + 6 } };
    const found = foundBy(plan(5, limited), race(5, flat, limited).generations);
    assert.ok(found.every(({ seeds }) => seeds === 2));
  });
});

describe("Student's t distribution", () => {
  /** The 97.5th percentiles as in published tables. */
  const table: [number, number][] = [[1, 12.7062], [2, 4.30265], [3, 3.18245], [4, 2.77645], [9, 2.26216], [30, 2.04227]]; // biome-ignore format: a table
  for (const [freedom, t] of table) {
    it(`with ${freedom} degrees of freedom has 5% beyond ±${t}`, () => {
      assert.ok(Math.abs(twoSidedP(t, freedom) - 0.05) < 1e-6);
      assert.ok(Math.abs(twoSidedP(-t, freedom) - 0.05) < 1e-6);
    });
  }

  it("gives the p of SciPy's paired test", () => {
    const p = pairedP([0.91, 0.93, 0.9, 0.95, 0.92], [0.9, 0.91, 0.91, 0.92, 0.9]);
    assert.ok(Math.abs((p ?? 0) - 0.107_938_822_292_276_43) < 1e-12, String(p));
    assert.equal(pairedP([1], [2]), undefined);
    assert.equal(pairedP([1, 2], [1, 2]), 1);
  });
});
