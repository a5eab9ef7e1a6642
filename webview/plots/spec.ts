/** What a plot is: which figures of the run it draws, and how its series are told apart. */
import type { EpochEnded } from "../../src/protocol/events";
import type { State } from "../store";
import type { Look } from "./drawn";

export interface Series extends Look {
  /** The figure in row i of what the plot's rows are. */
  readonly of: (state: State, i: number) => number | undefined;
  /** Of the epochs, what it is of them: left out where no epoch has it. */
  readonly figure?: Figure;
  /** Follows the costs within an epoch. */
  readonly live?: boolean;
}

export const plotIds = [
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
export type PlotId = (typeof plotIds)[number];

export interface PlotSpec {
  readonly id: PlotId;
  readonly title: string;
  /** What is good to know of it, in a sentence. */
  readonly note?: string;
  readonly percent: boolean;
  /** The list of the state whose items are its points. */
  readonly rows: "epochs" | "layers";
  readonly series: readonly Series[];
  /** Drawn on a logarithmic scale until a person chooses otherwise. */
  readonly log?: boolean;
  /** What is set, not measured: it holds for a whole epoch, so lines are steps, and nothing is smoothed. */
  readonly stepped?: boolean;
}

type Figure = Exclude<keyof EpochEnded, "type">;

/** For a series of the epochs. */
export const ofEpoch = (figure: Figure): Pick<Series, "figure" | "of"> => ({
  figure,
  of: ({ epochs }, i) => epochs[i][figure],
});
