/** The scales of a sweep's axes: parameters as the search draws them, objectives as far as trials have them. Pure. */
import { shortNames } from "../../src/expressions/names";
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Parameter, SweepPlan } from "../../src/search/types";
import { choiceScale, linearScale, logScale, type Scale } from "./scale";
import { isShare, metricText, titleOfMetric } from "./trialText";

export interface Axis {
  /** Column of the trials' table. */
  readonly column: string;
  readonly title: string;
  readonly scale: Scale;
}

export interface ObjectiveAxis extends Axis {
  readonly canBeLog: boolean;
  readonly isLog: boolean;
  /** Values of 0 and less, which stand at the lower edge of a logarithmic scale. */
  readonly atEdge: number;
}

/** In the order of the space, under the shortest names that filters take. */
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

/** @param log left out: as far as the values are apart */
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
    scale: isLog ? logScale(above, options) : linearScale(extentOf(values), options),
  };
}

/** Of the values above `floor`; from 0 to 1 where there is none. */
export function extentOf(values: ArrayLike<number>, floor = Number.NEGATIVE_INFINITY): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > floor)) continue;
    if (values[i] < least) least = values[i];
    if (values[i] > most) most = values[i];
  }
  return least > most ? [0, 1] : [least, most];
}
