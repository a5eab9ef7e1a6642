/** The trials that table and pictures show, computed once for all of them. Pure. */
import { stateColumn, type TrialTable } from "../../src/protocol/trialTable";

/** Returns 1 for known rows that pass all predicates, else 0, [rows]; undefined predicates are skipped. */
export function shownRows(
  table: TrialTable,
  ...questions: readonly (((row: number) => boolean) | undefined)[]
): Uint8Array {
  const states = table.column(stateColumn) ?? [];
  const shown = new Uint8Array(states.length);
  for (let row = 0; row < shown.length; row++) shown[row] = Number.isNaN(states[row]) ? 0 : 1;
  for (const passes of questions) {
    if (!passes) continue;
    for (let row = 0; row < shown.length; row++) if (shown[row] === 1 && !passes(row)) shown[row] = 0;
  }
  return shown;
}
