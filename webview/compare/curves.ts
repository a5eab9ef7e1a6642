/** The curves of the compared runs over epochs: one for each run, or the mean of the seeds with their spread around it. Pure. */
import type { EpochEnded } from "../../src/protocol/events";
import type { Look } from "../plots/drawn";
import { markerNames } from "../plots/marker";
import { Smoother } from "../plots/smooth";
import { type Entry, entriesOf } from "./entries";
import { spreadOf } from "./figures";
import type { Seeds } from "./host";
import { type CompareState, stateOf } from "./store";

export interface Metric {
  readonly key: keyof EpochEnded;
  readonly title: string;
  readonly percent: boolean;
  /** It is set, not measured: it holds until it changes, and is never smoothed. */
  readonly stepped?: boolean;
}

const metrics: readonly Metric[] = [
  { key: "validationAccuracy", title: "Validation accuracy", percent: true },
  { key: "validationRmse", title: "Validation RMSE", percent: false },
  { key: "validationCost", title: "Validation cost", percent: false },
  { key: "cost", title: "Training cost", percent: false },
  { key: "trainAccuracy", title: "Training accuracy", percent: true },
  { key: "testAccuracy", title: "Test accuracy", percent: true },
  { key: "testRmse", title: "Test RMSE", percent: false },
  { key: "validationR2", title: "Validation R²", percent: false },
  { key: "testR2", title: "Test R²", percent: false },
  { key: "learningRate", title: "Learning rate", percent: false, stepped: true },
  { key: "trainSeconds", title: "Seconds of training per epoch", percent: false },
];

/** Those that any of the runs has. */
export const metricsOf = ({ states }: CompareState): Metric[] =>
  metrics.filter(({ key }) => [...states.values()].some(({ epochs }) => epochs[0]?.[key] !== undefined));

export interface Curve {
  readonly key: string;
  readonly look: Look;
  /** A figure for each epoch from 1 on; NaN: nothing there. */
  readonly values: readonly number[];
  /** As it came, where `values` are smoothed and of one run. */
  readonly raw?: readonly number[];
  /** Edges of the spread, where it is the mean of several. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
}

const colors = ["blue", "red", "green", "purple", "yellow"].map((name) => [`--vscode-charts-${name}`]);
const dashes = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 5], [1, 4]];

/** Five colours, six dashes and seven signs: the first thirty differ in two of them. */
const lookOf = (name: string, i: number): Look => ({
  name,
  color: colors[i % colors.length],
  dash: dashes[i % dashes.length],
  marker: markerNames[i % markerNames.length],
});

/** @param weight what the epochs before weigh, from 0 to less than 1 */
export function curvesOf(state: CompareState, { key, stepped }: Metric, seeds: Seeds, weight: number): Curve[] {
  const smoothing = stepped ? 0 : weight;
  return entriesOf(state, seeds !== "each").map((entry, i) => {
    const columns = columnsOf(state, entry, key);
    const look = lookOf(entry.name, i);
    const smooth = (values: readonly number[]) => smoothed(values, smoothing);
    if (columns.length === 1) {
      const [raw] = columns;
      return { key: entry.key, look, values: smooth(raw), ...(smoothing > 0 && { raw }) };
    }
    const length = Math.max(...columns.map((column) => column.length));
    const spreads = Array.from({ length }, (_, e) => spreadOf(columns.map((column) => column[e])));
    const edge = (sign: 1 | -1) =>
      smooth(
        spreads.map((spread) => {
          if (!spread) return Number.NaN;
          if (seeds === "range") return sign > 0 ? spread.most : spread.least;
          return spread.mean + sign * (spread.deviation ?? 0);
        }),
      );
    const values = smooth(spreads.map((spread) => spread?.mean ?? Number.NaN));
    return { key: entry.key, look, values, low: edge(-1), high: edge(1) };
  });
}

function columnsOf(state: CompareState, { runs }: Entry, key: keyof EpochEnded): number[][] {
  return runs.map(({ folder }) => {
    const { epochs } = stateOf(state, folder);
    const column = new Array<number>(epochs.at(-1)?.epoch ?? 0).fill(Number.NaN);
    for (const each of epochs) {
      const value = each[key];
      if (typeof value === "number" && Number.isFinite(value)) column[each.epoch - 1] = value;
    }
    return column;
  });
}

function smoothed(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values;
  const smoother = new Smoother(weight);
  return values.map((value) => smoother.next(value));
}
