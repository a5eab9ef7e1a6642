/** The view state of a run's page: the user's choices, preserved when it is hidden or the window reloaded. */
import type { RequestParams, WeightKind } from "../../src/protocol/requests";
import type { Arrangement } from "./arrangement";

export interface ViewState {
  /** Run folder, for a reloaded window. */
  folder?: string;
  layer?: number;
  what?: WeightKind;
  pictures?: boolean;
  sorting?: Sorting;
  /** First unit on the page of pictures. */
  first?: number;
  hiddenSeries?: string[];
  plots?: PlotsState;
  /** Order and columns of the sections of the tab Training. */
  sections?: Arrangement;
  /** Whether all facts of the run are shown. */
  details?: boolean;
  /** Whether the cost of each epoch is played as a tone. */
  sound?: boolean;
  tab?: string;
  /** The saved epoch whose weights are shown; undefined: the newest, or the best of an ended run. */
  epoch?: number | undefined;
  set?: SetName;
  /** The repeat of the folds whose out-of-fold predictions are shown instead of a set. */
  outOfFold?: number | undefined;
  /** Selection and maximum number of the units of wide layers in the diagram. */
  chooseUnits?: "evenly" | "strongest";
  mostUnits?: number;
  playground?: PlaygroundState;
  map?: MapState;
  /** Scroll position of the page in CSS pixels. */
  scrolled?: number;
}

export type SetName = RequestParams<"evaluation">["set"];
export type Sorting = "number" | "norm-down" | "norm-up" | "firing-down" | "firing-up";

export interface PlotsState {
  /** Weight of the previous values, from 0 to less than 1. */
  smoothing?: number;
  /** The range of epochs that all plots show; undefined: the full extent, which grows with the run. */
  range?: readonly [from: number, to: number] | undefined;
  /** Whether a plot's scale is logarithmic, by its id; undefined: the plot's default. */
  log?: Readonly<Record<string, boolean>>;
  /** Ids of the plots shown as tables. */
  tables?: readonly string[];
  /** Heights that the user gave to plots, in CSS pixels, by id. */
  heights?: Readonly<Record<string, number>>;
}

export interface MapState {
  /** The layer from 0; null for the inputs; by default the last hidden one. */
  layer?: number | null;
  method?: "pca" | "umap";
  neighbours?: number;
  minDist?: number;
  seed?: number;
  /** Index of the label or target. */
  of?: number;
  /** True to colour by whether the prediction is right, or by its error. */
  byError?: boolean;
}

export interface PlaygroundState {
  discrete?: boolean;
  /** Sets whose examples are hidden; by default the test set. */
  hiddenSets?: SetName[];
  /** The unit shown large. */
  unit?: { readonly layer: number; readonly unit: number };
  /** True if the error surface is drawn as contours. */
  flat?: boolean;
}
