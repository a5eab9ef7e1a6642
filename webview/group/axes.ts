/** The axes of a sweep: parameters on the scale of the search, objectives over the range of the trials. Pure. */
import { shortNames } from "../../src/expressions/names";
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Parameter, SweepPlan } from "../../src/search/types";
import { choiceScale, linearScale, logScale, type Scale } from "./scale";
import { isShare, limitOf, metricText, titleOfMetric } from "./trialText";

export interface Axis {
  /** Name of the column in the trials' table. */
  readonly column: string;
  readonly title: string;
  readonly scale: Scale;
}

export interface ObjectiveAxis extends Axis {
  readonly canBeLog: boolean;
  readonly isLog: boolean;
  /** Number of values ≤ 0, drawn at the lower edge of a logarithmic scale. */
  readonly atEdge: number;
}

/** Returns the axes of the parameters in the order of the space, with the shortest names that filters accept. */
export function parameterAxes({ space }: Pick<SweepPlan, "space">): Axis[] {
  const names = shortNames(space.map(({ path }) => path));
  return space.map((parameter) => ({
    column: trialColumn.value(parameter.path),
    title: names.get(parameter.path) ?? parameter.path,
    scale: scaleOf(parameter),
  }));
}

function scaleOf(parameter: Parameter): Scale {
  if (parameter.kind === "choice") return choiceScale(parameter.choices.map(String));
  const { low, high } = parameter;
  const isWhole = parameter.kind === "integer";
  const isLog = parameter.kind === "log" || (parameter.kind === "integer" && parameter.log);
  return isLog ? logScale([low, high]) : linearScale([low, high], { whole: isWhole });
}

/** @param log true for a logarithmic scale; undefined to decide by the spread of the values */
export function objectiveAxis(plan: SweepPlan, table: TrialTable, i: number, log: boolean | undefined): ObjectiveAxis {
  const { metric } = plan.objectives[i];
  const column = trialColumn.objective(i);
  const values = table.column(column) ?? new Float64Array();
  const text = (value: number) => metricText(metric, value);
  const options = { text, air: 0.05 };
  const above = extentOf(values, 0);
  const canBeLog = above[1] > above[0];
  const isLog = canBeLog && (log ?? (!isShare(metric) && above[1] > 100 * above[0]));
  return {
    column,
    title: titleOfMetric(metric),
    canBeLog,
    isLog,
    atEdge: isLog ? values.reduce((count, value) => count + (value <= 0 ? 1 : 0), 0) : 0,
    scale: isLog ? logScale(above, options) : linearScale(extentOf(values), { ...options, limit: limitOf(metric) }),
  };
}

/** Returns minimum and maximum of the values above `floor`; [0, 1] if there are none. */
export function extentOf(values: ArrayLike<number>, floor = Number.NEGATIVE_INFINITY): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > floor)) continue;
    if (values[i] < least) least = values[i];
    if (values[i] > most) most = values[i];
  }
  return least > most ? [0, 1] : [least, most];
}
