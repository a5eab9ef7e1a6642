/** What a person chose on the page of a run: kept while it is hidden and over the reload of a window. */
import type { RequestParams, WeightKind } from "../../src/protocol/requests";

export interface ViewState {
  /** Lets a reloaded window find the run again. */
  folder?: string;
  layer?: number;
  what?: WeightKind;
  pictures?: boolean;
  /** In which order units stand. */
  sorting?: Sorting;
  /** The first unit of the page of pictures. */
  first?: number;
  hiddenSeries?: string[];
  plots?: PlotsState;
  /** The cost of each epoch as a tone. */
  sound?: boolean;
  tab?: string;
  /** The kept epoch whose weights are looked at; left out: the newest, or of an ended run the best. */
  epoch?: number | undefined;
  set?: SetName;
  /** The repeat of the folds whose predictions out of fold are looked at, in place of a set. */
  outOfFold?: number | undefined;
  /** Of wide layers in the diagram: which units, and how many. */
  chooseUnits?: "evenly" | "strongest";
  mostUnits?: number;
  playground?: PlaygroundState;
  /** How far the page was scrolled, in CSS pixels. */
  scrolled?: number;
}

export type SetName = RequestParams<"evaluation">["set"];
export type Sorting = "number" | "norm-down" | "norm-up" | "firing-down" | "firing-up";

export interface PlotsState {
  /** What is before weighs so much; from 0 to less than 1. */
  smoothing?: number;
  /** The stretch of epochs that all plots show; left out: everything, however far it comes. */
  range?: readonly [from: number, to: number] | undefined;
  /** By the plot's id; left out: as the plot is by itself. */
  log?: Readonly<Record<string, boolean>>;
  /** Ids of the plots that are shown as tables. */
  tables?: readonly string[];
}

export interface PlaygroundState {
  discrete?: boolean;
  /** Sets whose examples are not shown; the test set's, unless it was chosen. */
  hiddenSets?: SetName[];
  /** The unit that is shown large. */
  unit?: { readonly layer: number; readonly unit: number };
  /** The error surface as contours. */
  flat?: boolean;
}
