/** Which trials the table and the pictures show: asked once of each, whoever draws them afterwards. Pure. */
import { stateColumn, type TrialTable } from "../../src/protocol/trialTable";

/** By row: 1 where it is known and every question says so; a question that is undefined is none. */
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
