/** The text description of a trial. Pure. */
import { trialColumn, trialText } from "../../src/protocol/groupPanel";
import type { SweepPlan } from "../../src/search/types";
import { valuesOf } from "./found";
import { type GroupState, stateOf } from "./store";
import { objectivesText, settingsText } from "./trialText";

/** Describes a trial: "trial 17: Validation cost 0.0132; learningRate 0.31, units 17". */
export function describeTrial({ table }: Pick<GroupState, "table">, plan: SweepPlan, row: number): string {
  const state = stateOf({ table }, row);
  const values = plan.objectives.map((_, i) => table.number(trialColumn.objective(i), row));
  const repeated = table.number(trialColumn.repeats, row);
  const what =
    state === "done"
      ? objectivesText(plan.objectives, values)
      : state === "failed"
        ? `failed: ${table.text(trialText.message, row) ?? table.text(trialText.failure, row) ?? "no reason is known"}`
        : (state ?? "not begun");
  const origin = Number.isNaN(repeated) ? "" : ` (trial ${repeated} with seed ${table.number(trialColumn.seed, row)})`;
  return `trial ${row}${origin}: ${what}; ${settingsText(plan, valuesOf(plan, table, row))}`;
}
