/** The trials that importances are found from: comparable ones, one for each setting, and of very many a part. Pure. */
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Seen } from "../../src/search/marginals";
import type { SweepPlan } from "../../src/search/types";
import { valuesOf } from "./found";

/** A forest of more would take longer than a person waits, and say little more. */
const most = 1000;

export interface SeenTrials {
  readonly seen: readonly Seen[];
  /** Settings that there are, before some were left out. */
  readonly all: number;
  /** Epochs that they were trained; undefined: all of them the same, as the plan has it. */
  readonly epochs: number | undefined;
}

/** Of a setting with several seeds the mean; of halving the rung that most trials reached. @param i which objective */
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
