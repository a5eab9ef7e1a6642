/** The result of loading data: examples ready for training, and the facts about them that a run records. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { Examples } from "../core/backend";
import type { TaskName } from "../core/names";
import type { Column } from "./columnEncoding";
import type { InputRanges } from "./inputRanges";
import type { Reading } from "./reading";
import type { LeftOut } from "./source";
import type { DescribedTable } from "./table/describeForm";
import type { UnseenInFolds } from "./unseen";

/** z0 = (values − shift) · factor, with one number for all columns or one per column, from the training examples. */
export interface Scaling {
  kind: "none" | "unit" | "minmax" | "standardize";
  shift: number | number[];
  factor: number | number[];
}

/** One output of a regression; the network learns (target − shift) · factor. For a label, shift is 0 and factor 1. */
export interface Target {
  name: string;
  shift: number;
  factor: number;
}

export interface Dataset {
  task: TaskName;
  inputs: number;
  /** Names of the classes in the order of their labels; only for classification. */
  classNames?: string[];
  /** Outputs of a regression, or labels of a multi-label task, in order; absent for classification. */
  targets?: Target[];
  /** Encoding of a table's columns as inputs; absent for other data. */
  columns?: Column[];
  /** Names of the inputs, if they have any. */
  inputNames?: string[];
  /** Height, width and, if there are several, channels. */
  imageShape?: number[];
  /** Number of picture files of each size, "width height", before they were made the same. */
  pictureSizes?: ReadonlyMap<string, number>;
  /** Its `outputs` is the number of classes, also if there are two; otherwise the number of targets. */
  train: Examples;
  validation?: Examples;
  test?: Examples;
  /** Ranges of the training inputs, if the scaling depends on them. */
  ranges?: InputRanges;
  /** Scaling of the inputs, stored with the run and repeated for predictions. */
  scaling: Scaling;
  /** Rules and form by which the source was read. */
  reading: Reading;
  /** Descriptions of the text tables' forms, for display. */
  tables?: DescribedTable[];
  /** Findings about the columns of a table that the user should check. */
  findings?: ColumnFinding[];
  /** sha256 (hex) of each source after gunzip, by its name in the config. */
  sha256: Record<string, string>;
  /** Of a cached table: throws a NetworkError if a file has another sha256. */
  verify?: () => Promise<void>;
  /** Content of the source that was not read; absent if everything was. */
  leftOut?: LeftOut;
  /** The fold that this is, if the config asks for folds without naming one. */
  fold?: { readonly number: number; readonly of: number; readonly unseen?: UnseenInFolds };
  /** One weight per class. */
  classWeights?: Float32Array;
}
