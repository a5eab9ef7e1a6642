/** What loading data gives: examples that are ready to train on, and what is remembered of them in the run. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { Examples } from "../core/backend";
import type { TaskName } from "../core/names";
import type { Column } from "./columnEncoding";
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

/** One output of a regression; the network learns (target − shift) · factor. Of a label shift is 0 and factor 1. */
export interface Target {
  name: string;
  shift: number;
  factor: number;
}

export interface Dataset {
  task: TaskName;
  inputs: number;
  /** Names of the classes in the order of their labels; absent for all but a classification. */
  classNames?: string[];
  /** The outputs of a regression, or the labels of 0 and 1, in order; absent for a classification. */
  targets?: Target[];
  /** How the columns of a table become inputs; absent for other data. */
  columns?: Column[];
  /** What the inputs are called, where they have names. */
  inputNames?: string[];
  /** Height, width and, where there are several, channels. */
  imageShape?: number[];
  /** `outputs` is the number of classes, also when there are two; else the number of targets. */
  train: Examples;
  validation?: Examples;
  test?: Examples;
  /** What is done to the inputs, to be stored with the run and done again to predict. */
  scaling: Scaling;
  /** By which rules and in which form the source was read. */
  reading: Reading;
  /** How each text table was found to be written, for people. */
  tables?: DescribedTable[];
  /** What a person should look at in the columns of a table. */
  findings?: ColumnFinding[];
  /** sha256 (hex) of every source, gzip removed, by the name that the config gives it. */
  sha256: Record<string, string>;
  /** What the source has and the examples do not; absent where everything was read. */
  leftOut?: LeftOut;
  /** Where the config asks for folds and names none: which of them this is. */
  fold?: { readonly number: number; readonly of: number; readonly unseen?: UnseenInFolds };
  /** One weight per class. */
  classWeights?: Float32Array;
}
