/** The tints of trials for colours, by rank, so that outliers do not reduce the contrast of the others. */
import type { TrialTable } from "../../src/protocol/trialTable";

let kept:
  | { readonly of: TrialTable; readonly version: number; readonly key: string; readonly tints: Float32Array }
  | undefined;

/** Returns tints from 0 (the worst, or without a value) to 1 (the best), [rows]. */
export function tintsOf(table: TrialTable, version: number, column: string, largerIsBetter: boolean): Float32Array {
  const key = `${column} ${largerIsBetter}`;
  if (kept?.of === table && kept.version === version && kept.key === key) return kept.tints;
  const values = table.column(column) ?? new Float64Array();
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const ranks = new Map<number, number>();
  for (let i = 0; i < sorted.length; i++) if (!ranks.has(sorted[i])) ranks.set(sorted[i], i);
  const last = Math.max(1, sorted.length - 1);
  const tints = Float32Array.from(values, (value) => {
    const share = (ranks.get(value) ?? 0) / last;
    return Number.isNaN(value) ? 0 : largerIsBetter ? share : 1 - share;
  });
  kept = { of: table, version, key, tints };
  return tints;
}
