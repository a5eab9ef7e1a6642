/** The trials that importances are computed from: comparable ones, one per setting, sampled if there are many. Pure. */
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Observation } from "../../src/search/marginals";
import { Means } from "../../src/search/observations";
import type { SweepPlan } from "../../src/search/types";
import { valuesOf } from "./found";

/** Maximum number of trials; a forest of more would take too long and add little. */
const most = 1000;

export interface ObservedTrials {
  readonly seen: readonly Observation[];
  /** Number of settings before sampling. */
  readonly all: number;
  /** Epochs of the trials; undefined if all trials of the plan have the same. */
  readonly epochs: number | undefined;
}

/**
 * Returns the mean over seeds per setting, for halving in the rung with most settings; `observationsOf` in
 * src/search/observations.ts takes the last rung.
 * @param i index of the objective
 */
export function observedTrials(plan: SweepPlan, table: TrialTable, i: number): ObservedTrials {
  const column = trialColumn.objective(i);
  const byEpochs = new Map<number, Means>();
  for (let row = 0; row < table.length; row++) {
    const value = table.number(column, row);
    if (Number.isNaN(value)) continue;
    const repeats = table.number(trialColumn.repeats, row);
    const epochs = table.number(trialColumn.epochs, row);
    const means = byEpochs.get(epochs) ?? new Means();
    means.add(Number.isNaN(repeats) ? row : repeats, value);
    byEpochs.set(epochs, means);
  }
  const [largest] = [...byEpochs].sort(([, a], [, b]) => b.size - a.size);
  if (!largest) return { seen: [], all: 0, epochs: undefined };
  const [epochs, means] = largest;
  const seen = means.of((row) => valuesOf(plan, table, row), most);
  return { seen, all: means.size, epochs: byEpochs.size > 1 ? epochs : undefined };
}
