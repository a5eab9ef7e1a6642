/** The specification of a plot: its values from the state, and the appearance of its series. */
import { type WatchedOnly, watchedOnly } from "../../src/core/metricRegistry";
import type { Figure } from "../state/history/epochHistory";
import type { State } from "../state/store";
import type { SeriesStyle } from "./drawn";

export interface Series extends SeriesStyle {
  /** Returns the column of values, one per row of the plot; undefined without any. */
  readonly column: (state: State) => Float64Array | undefined;
  /** Returns the value at the newest point, after the rows. */
  readonly newest?: (state: State) => number | undefined;
  /** The figure of an epoch that the series shows; a series whose figure no epoch has is left out. */
  readonly figure?: Figure;
  /** True if the series continues with the costs within an epoch. */
  readonly live?: boolean;
}

const ownPlots = [
  "accuracy",
  "rmse",
  "r2",
  "cost",
  "learningRate",
  "gradientNorm",
  "updateRatio",
  "weightNorm",
  "deadUnits",
  "saturation",
] as const;
/** The id of a plot; watched metrics have plots of the same name. */
export type PlotId = (typeof ownPlots)[number] | WatchedOnly;
export const plotIds: readonly PlotId[] = [...ownPlots, ...watchedOnly];

export interface PlotSpec {
  readonly id: PlotId;
  readonly title: string;
  /** An explanation in one sentence. */
  readonly note?: string;
  readonly percent: boolean;
  /** The history in the state whose rows are the points. */
  readonly rows: "epochs" | "layers";
  readonly series: readonly Series[];
  /** True if the scale is logarithmic by default. */
  readonly log?: boolean;
  /** True for settings, constant within an epoch: lines are steps and not smoothed. */
  readonly stepped?: boolean;
}

/** Returns the fields of a series that shows a figure of the epochs. */
export const ofEpoch = (figure: Figure): Pick<Series, "figure" | "column"> => ({
  figure,
  column: ({ epochs }) => epochs.column(figure),
});
