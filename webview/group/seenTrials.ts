/** The trials that importances are computed from: comparable ones, one per setting, sampled if there are many. Pure. */
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Seen } from "../../src/search/marginals";
import type { SweepPlan } from "../../src/search/types";
import { valuesOf } from "./found";

/** Maximum number of trials; a forest of more would take too long and add little. */
const most = 1000;

export interface SeenTrials {
  readonly seen: readonly Seen[];
  /** Number of settings before sampling. */
  readonly all: number;
  /** Epochs of the trials; undefined if all trials of the plan have the same. */
  readonly epochs: number | undefined;
}

/** Returns the mean over seeds per setting, for halving in the largest rung. @param i index of the objective */
export function seenTrials(plan: SweepPlan, table: TrialTable, i: number): SeenTrials {
  const column = trialColumn.objective(i);
  const byEpochs = new Map<number, Map<number, number[]>>();
  for (let row = 0; row < table.length; row++) {
    const value = table.number(column, row);
    if (Number.isNaN(value)) continue;
    const repeats = table.number(trialColumn.repeats, row);
    const setting = Number.isNaN(repeats) ? row : repeats;
    const epochs = table.number(trialColumn.epochs, row);
    const settings = byEpochs.get(epochs) ?? new Map<number, number[]>();
    byEpochs.set(epochs, settings.set(setting, [...(settings.get(setting) ?? []), value]));
  }
  const [largest] = [...byEpochs].sort(([, a], [, b]) => b.size - a.size);
  if (!largest) return { seen: [], all: 0, epochs: undefined };
  const [epochs, settings] = largest;
  const rows = [...settings];
  const every = Math.max(1, rows.length / most);
  const taken = Array.from({ length: Math.min(rows.length, most) }, (_, k) => rows[Math.floor(k * every)]);
  const seen = taken.map(
    ([row, values]): Seen => ({
      values: valuesOf(plan, table, row),
      objective: values.reduce((sum, value) => sum + value, 0) / values.length,
    }),
  );
  return { seen, all: rows.length, epochs: byEpochs.size > 1 ? epochs : undefined };
}
