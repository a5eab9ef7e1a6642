/** Trials and their figures in words. Pure. */
import { isMetricName, metrics } from "../../src/core/metricRegistry";
import { shortNames } from "../../src/expressions/names";
import { trialColumn, trialText } from "../../src/protocol/groupPanel";
import type { Objective, SweepPlan, Value } from "../../src/search/types";
import { figure, percent } from "../ui/format";
import { valuesOf } from "./found";
import { type GroupState, stateOf } from "./store";

/** As the registry has it: "Validation accuracy". */
export const titleOfMetric = (name: string): string => (isMetricName(name) ? metrics[name].title : name);

export const isShare = (name: string): boolean => isMetricName(name) && metrics[name].format === "percent";

export const metricText = (name: string, value: number): string => (isShare(name) ? percent(value) : figure(value));

/** "learningRate 0.31, units 17"; names as short as filters take them. */
export function settingsText({ space }: Pick<SweepPlan, "space">, values: Readonly<Record<string, Value>>): string {
  const names = shortNames(space.map(({ path }) => path));
  return Object.entries(values)
    .map(([path, value]) => `${names.get(path) ?? path} ${value}`)
    .join(", ");
}

export const objectivesText = (objectives: readonly Objective[], values: readonly number[]): string =>
  objectives.map(({ metric }, i) => `${titleOfMetric(metric)} ${metricText(metric, values[i])}`).join(", ");

/** "trial 17: Validation cost 0.0132; learningRate 0.31, units 17" */
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
