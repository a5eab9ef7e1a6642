/** What a plot is: which figures of the run it draws, and how its series are told apart. */
import { type WatchedOnly, watchedOnly } from "../../src/core/metricRegistry";
import type { Figure } from "../state/history/epochHistory";
import type { State } from "../state/store";
import type { Look } from "./drawn";

export interface Series extends Look {
  /** The figure in every row of what the plot's rows are; undefined: nowhere. */
  readonly column: (state: State) => Float64Array | undefined;
  /** The figure in what comes after the rows. */
  readonly newest?: (state: State) => number | undefined;
  /** Of the epochs, what it is of them: left out where no epoch has it. */
  readonly figure?: Figure;
  /** Follows the costs within an epoch. */
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
/** A metric that is watched has a plot of its name. */
export type PlotId = (typeof ownPlots)[number] | WatchedOnly;
export const plotIds: readonly PlotId[] = [...ownPlots, ...watchedOnly];

export interface PlotSpec {
  readonly id: PlotId;
  readonly title: string;
  /** What is good to know of it, in a sentence. */
  readonly note?: string;
  readonly percent: boolean;
  /** The history of the state whose rows are its points. */
  readonly rows: "epochs" | "layers";
  readonly series: readonly Series[];
  /** Drawn on a logarithmic scale until a person chooses otherwise. */
  readonly log?: boolean;
  /** What is set, not measured: it holds for a whole epoch, so lines are steps, and nothing is smoothed. */
  readonly stepped?: boolean;
}

/** For a series of the epochs. */
export const ofEpoch = (figure: Figure): Pick<Series, "figure" | "column"> => ({
  figure,
  column: ({ epochs }) => epochs.column(figure),
});
