/** The curves of the compared runs over epochs: one per run, or the mean of the seeds with their spread. Pure. */

import { metrics as registry, watchedOnly } from "../../src/core/metricRegistry";
import type { MetricName } from "../../src/core/names";
import type { SeriesStyle } from "../plots/drawn";
import { markerNames } from "../plots/marker";
import { Smoother } from "../plots/smooth";
import type { EpochHistory, Figure } from "../state/history/epochHistory";
import { t } from "../ui/l10n";
import { metricTitle } from "../ui/metricWords";
import { type Entry, entriesOf } from "./entries";
import { type Spread, spreadOf } from "./figures";
import type { Seeds } from "./host";
import { type CompareState, stateOf } from "./store";

export interface Metric {
  readonly key: Figure;
  readonly title: string;
  readonly percent: boolean;
  /** True for settings: constant until changed, and never smoothed. */
  readonly stepped?: boolean;
}

/** Returns a metric with title and format from the registry. */
const measured = (key: MetricName): Metric => ({
  key,
  title: metricTitle(key),
  percent: registry[key].format === "percent",
});

const metrics: readonly Metric[] = [
  measured("validationAccuracy"),
  measured("validationRmse"),
  measured("validationCost"),
  measured("cost"),
  { key: "trainAccuracy", title: t("Training accuracy"), percent: true },
  { key: "testAccuracy", title: t("Test accuracy"), percent: true },
  { key: "testRmse", title: t("Test RMSE"), percent: false },
  measured("validationR2"),
  ...watchedOnly.map(measured),
  { key: "testR2", title: t("Test R²"), percent: false },
  { key: "learningRate", title: t("Learning rate"), percent: false, stepped: true },
  { key: "trainSeconds", title: t("Seconds of training per epoch"), percent: false },
];

/** Returns the metrics that any of the runs has. */
export const metricsOf = ({ states }: CompareState): Metric[] =>
  metrics.filter(({ key }) => [...states.values()].some(({ epochs }) => epochs.get(0, key) !== undefined));

export interface Curve {
  readonly key: string;
  readonly look: SeriesStyle;
  /** Values by epoch, from 1; NaN if missing. */
  readonly values: Float64Array;
  /** Raw values of a single run, if `values` are smoothed. */
  readonly raw?: Float64Array;
  /** Edges of the spread, if the curve is the mean of several runs. */
  readonly low?: Float64Array;
  readonly high?: Float64Array;
}

const colors = ["blue", "red", "green", "purple", "yellow"].map((name) => [`--vscode-charts-${name}`]);
const dashes = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 5], [1, 4]];

/** Returns the look of curve i, from five colours, six dashes and seven markers; the first thirty differ in two. */
const styleOf = (name: string, i: number): SeriesStyle => ({
  name,
  color: colors[i % colors.length],
  dash: dashes[i % dashes.length],
  marker: markerNames[i % markerNames.length],
});

/** @param weight weight of the previous epochs in smoothing, from 0 to less than 1 */
export function curvesOf(state: CompareState, { key, stepped }: Metric, seeds: Seeds, weight: number): Curve[] {
  const smoothing = stepped ? 0 : weight;
  return entriesOf(state, seeds !== "each").map((entry, i) => {
    const columns = columnsOf(state, entry, key);
    const look = styleOf(entry.name, i);
    const smooth = (values: Float64Array) => smoothed(values, smoothing);
    if (columns.length === 1) {
      const [raw] = columns;
      return { key: entry.key, look, values: smooth(raw), ...(smoothing > 0 && { raw }) };
    }
    const length = Math.max(...columns.map((column) => column.length));
    const spreads = Array.from({ length }, (_, e) => spreadOf(columns.map((column) => column[e])));
    const line = (of: (spread: Spread) => number) =>
      smooth(Float64Array.from(spreads, (spread) => (spread ? of(spread) : Number.NaN)));
    const edge = (sign: 1 | -1) =>
      line(({ mean, deviation = 0, least, most }) => {
        if (seeds === "range") return sign > 0 ? most : least;
        return mean + sign * deviation;
      });
    const values = line(({ mean }) => mean);
    return { key: entry.key, look, values, low: edge(-1), high: edge(1) };
  });
}

const columnsOf = (state: CompareState, { runs }: Entry, key: Figure): Float64Array[] =>
  runs.map(({ folder }) => byEpoch(stateOf(state, folder).epochs, key));

/** Returns a figure by epoch; without missing epochs, which is usual, it is the store's column itself. */
function byEpoch(epochs: EpochHistory, key: Figure): Float64Array {
  const { numbers } = epochs;
  const last = numbers.at(-1) ?? 0;
  const column = epochs.column(key);
  if (column && last === numbers.length) return column;
  const values = new Float64Array(last).fill(Number.NaN);
  column?.forEach((value, row) => {
    values[numbers[row] - 1] = value;
  });
  return values;
}

function smoothed(values: Float64Array, weight: number): Float64Array {
  if (weight === 0) return values;
  const smoother = new Smoother(weight);
  return values.map((value) => smoother.next(value));
}
