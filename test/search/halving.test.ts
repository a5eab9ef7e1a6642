/** Successive halving: rungs, promotions, and the effect of failed trials. */
import assert from "node:assert/strict";
import { rungsOf } from "../../src/search/halving";
import type { Proposal, SweepPlan } from "../../src/search/types";
import { foundBy } from "../../src/search/winner";
import { planOf, sweep } from "./sweep";

const plan = (search: Partial<SweepPlan["search"]> = {}, epochs = 27) =>
  planOf({
    space: [{ path: "a", kind: "range", low: 0, high: 1 }],
    search: { type: "halving", trials: 27, generation: 8, seed: 1, ...search },
    epochs,
  });
const loss = ({ values }: Proposal) => Number(values.a);
const byEpochs = (proposals: readonly Proposal[], epochs: number) => proposals.filter((one) => one.epochs === epochs);

describe("the rungs of a halving", () => {
  const shape = (...args: Parameters<typeof plan>) => rungsOf(plan(...args)).map((one) => [one.trials, one.epochs]);

  it("keep a share of the trials, and train the last of them for all epochs", () => {
    assert.deepEqual(shape(), [[27, 1], [9, 3], [3, 9], [1, 27]]); // biome-ignore format: a table
    assert.deepEqual(shape({ trials: 60, reduction: 4 }, 100), [[60, 6], [15, 25], [3, 100]]); // biome-ignore format: a table
  });

  it("are no more than the epochs, or the trials, can be divided into", () => {
    assert.deepEqual(shape({}, 5), [[27, 2], [9, 5]]); // biome-ignore format: a table
    assert.deepEqual(shape({ trials: 4 }, 1000), [[4, 333], [1, 1000]]); // biome-ignore format: a table
    assert.deepEqual(shape({ trials: 2 }), [[2, 27]]);
  });
});

describe("a halving", () => {
  it("promotes the best of a rung that has ended, from their checkpoints", () => {
    const proposals = sweep(plan(), (one) => [loss(one)]).flatMap((one) => one.proposals);
    assert.equal(proposals.length, 27 + 9 + 3 + 1);
    const best = (epochs: number, count: number) =>
      byEpochs(proposals, epochs)
        .sort((one, other) => loss(one) - loss(other))
        .slice(0, count)
        .map(({ trial }) => trial);
    for (const [from, to, count] of [
      [1, 3, 9],
      [3, 9, 3],
      [9, 27, 1],
    ]) {
      // biome-ignore format: a table
      const promoted = byEpochs(proposals, to);
      assert.deepEqual(
        promoted.map(({ continues }) => continues),
        best(from, count),
      );
      for (const { continues, values, seed } of promoted) {
        assert.deepEqual([values, seed], [proposals[continues ?? -1].values, proposals[continues ?? -1].seed]);
      }
    }
  });

  it("promotes the earlier of equal trials, and no failed one", () => {
    const proposals = sweep(plan(), ({ trial }) => (trial < 20 ? undefined : [0])).flatMap((one) => one.proposals);
    assert.deepEqual(
      byEpochs(proposals, 3).map(({ continues }) => continues),
      [20, 21, 22, 23, 24, 25, 26],
    );
    assert.deepEqual(
      byEpochs(proposals, 27).map(({ continues }) => continues),
      [34],
    );
  });

  it("ends where all trials of a rung fail, and finds the best of the rung before", () => {
    const generations = sweep(plan(), (one) => (one.epochs >= 9 ? undefined : [loss(one)]));
    const [found] = foundBy(plan(), generations);
    assert.equal(
      byEpochs(
        generations.flatMap((one) => one.proposals),
        27,
      ).length,
      0,
    );
    assert.equal(found.proposal.epochs, 3);
  });

  it("finds a trial of the last rung, though a shorter one looked better", () => {
    const [found] = foundBy(
      plan(),
      sweep(plan(), (one) => [loss(one) + one.epochs]),
    );
    assert.equal(found.proposal.epochs, 27);
  });

  it("counts only the epochs that a promoted trial adds against the budget", () => {
    const limited = (examples: number) => ({ ...plan(), examplesPerEpoch: 100, budget: { examples } });
    const whole = 100 * (27 + 9 * 2 + 3 * 6 + 18);
    const trials = (one: SweepPlan) => sweep(one, (proposal) => [loss(proposal)]).flatMap(({ results }) => results);
    assert.equal(trials(limited(whole)).length, 40);
    assert.equal(trials(limited(whole - 1)).length, 39);
  });
});
