/** The text description of a trial. Pure. */

import { trialColumn, trialText } from "../../src/protocol/groupPanel";
import type { SweepPlan } from "../../src/search/types";
import { t } from "../ui/l10n";
import { valuesOf } from "./found";
import { type GroupState, stateOf, stateWords } from "./store";
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
        ? t(
            "failed: {0}",
            table.text(trialText.message, row) ?? table.text(trialText.failure, row) ?? t("no reason is known"),
          )
        : state
          ? stateWords[state]
          : t("not begun");
  const origin = Number.isNaN(repeated)
    ? ""
    : t(" (trial {0} with seed {1})", repeated, table.number(trialColumn.seed, row));
  return t("trial {0}{1}: {2}; {3}", row, origin, what, settingsText(plan, valuesOf(plan, table, row)));
}
