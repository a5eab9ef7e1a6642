/** Formats metric names and settings. Pure. */

import { isMetricName, metrics } from "../../src/core/metricRegistry";
import { shortNames } from "../../src/expressions/names";
import type { Objective, SweepPlan, Value } from "../../src/search/types";
import { figure, percent } from "../ui/format";
import { metricTitle } from "../ui/metricWords";

/** Returns the title of a metric from the registry: "Validation accuracy". */
export const titleOfMetric = (name: string): string => (isMetricName(name) ? metricTitle(name) : name);

export const isShare = (name: string): boolean => isMetricName(name) && metrics[name].format === "percent";

/** Returns the largest value of a metric. */
export const limitOf = (name: string): number => (isShare(name) ? 1 : Number.POSITIVE_INFINITY);

export const metricText = (name: string, value: number): string => (isShare(name) ? percent(value) : figure(value));

/** Formats settings: "learningRate 0.31, units 17", with the shortest names that filters accept. */
export function settingsText({ space }: Pick<SweepPlan, "space">, values: Readonly<Record<string, Value>>): string {
  const names = shortNames(space.map(({ path }) => path));
  return Object.entries(values)
    .map(([path, value]) => `${names.get(path) ?? path} ${value}`)
    .join(", ");
}

export const objectivesText = (objectives: readonly Objective[], values: readonly number[]): string =>
  objectives.map(({ metric }, i) => `${titleOfMetric(metric)} ${metricText(metric, values[i])}`).join(", ");
