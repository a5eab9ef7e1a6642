/** The trials that importances are computed from. */
import assert from "node:assert/strict";
import { fillTrial } from "../../src/extension/group/fillTrials";
import type { TrialSummary } from "../../src/groups/trials";
import { TrialTable } from "../../src/protocol/trialTable";
import { observedTrials } from "../../webview/group/observedTrials";
import { madeSweep } from "./groupTrials";

describe("the trials that importances are found from", () => {
  const { plan, trials } = madeSweep(20);
  const tableOf = (...all: readonly TrialSummary[]) => {
    const table = new TrialTable();
    for (const trial of all) fillTrial(table, plan.space, trial, ({ message }) => message);
    return table;
  };
  const cost = ({ result }: TrialSummary) => result?.objectives[0] ?? Number.NaN;
  /** The same settings with another seed or more epochs. */
  const again = (of: TrialSummary, trial: number, more: object, objective: number): TrialSummary => ({
    ...of,
    proposal: { ...of.proposal, trial, ...more },
    ...(of.result && { result: { ...of.result, trial, objectives: [objective] } }),
  });

  it("are those that are done, a setting with several seeds once, with their mean", () => {
    const [first] = trials;
    const { seen, all, epochs } = observedTrials(
      plan,
      tableOf(...trials, again(first, 20, { repeats: 0, seed: 2 }, 1)),
      0,
    );
    const done = trials.filter(({ state }) => state === "done");
    assert.deepEqual([seen.length, all, epochs], [done.length, done.length, undefined]);
    assert.deepEqual(seen[0], { values: first.proposal.values, objective: (cost(first) + 1) / 2 });
    assert.deepEqual(
      seen.slice(1).map(({ objective }) => objective),
      done.slice(1).map(cost),
    );
  });

  it("are of halving those of the rung that most reached", () => {
    const short = trials.map((trial) => again(trial, trial.proposal.trial, { epochs: 7 }, cost(trial)));
    const { seen, epochs } = observedTrials(plan, tableOf(...short, again(trials[0], 20, { continues: 0 }, 0.001)), 0);
    assert.equal(epochs, 7);
    assert.ok(seen.every(({ objective }) => objective > 0.001));
  });

  it("are a thousand of more, spread over all", () => {
    const many = madeSweep(3000);
    const table = tableOf(...many.trials);
    const { seen, all } = observedTrials(plan, table, 0);
    const done = many.trials.filter(({ state }) => state === "done");
    assert.deepEqual([seen.length, all], [1000, done.length]);
    assert.ok(
      seen.some(
        ({ objective }) => objective === cost(done[done.length - 2]) || objective === cost(done[done.length - 3]),
      ),
    );
  });
});
