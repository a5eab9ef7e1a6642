/** What a reader hands on: the examples as found, before they are split and scaled. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { ActivationName, CostName } from "../core/names";
import type { TableForm } from "../formats/table/form";
import type { Column } from "./columnEncoding";
import type { DescribedTable } from "./table/describeForm";

/** Inputs and the label of each example; `values` is [count, inputs]. */
export interface Table {
  count: number;
  values: Uint8Array | Float32Array;
  /** The class of each example [count]; its labels of 0 and 1, or the targets of a regression [count, outputs]. */
  labels: Int32Array | Float32Array;
  /** Of each example a number from 0, where folds must not part those with the same one [count]. */
  groups?: Int32Array;
}

/** What the source has and the examples do not, so that nobody has to find it out. Counts of what was not read. */
export interface LeftOut {
  rows: number;
  columns: number;
  files: number;
  /** A sentence without a full stop for each reason: "12 rows have no label"; and for what was read in part only. */
  why: string[];
}

/** What of the network tells how labels are meant. */
export interface Goal {
  cost?: CostName | undefined;
  /** Of the output layer. */
  activation?: ActivationName | undefined;
}

/** What is known of a table while it is read; whoever reads it fills it in. */
export interface Progress {
  rows?: number | undefined;
  columns?: number | undefined;
}

export interface Source {
  /** For messages: "mnist" or the name of the file with the training inputs. */
  name: string;
  inputs: number;
  train: Table;
  /** Where the source says which they are. */
  validation?: Table | undefined;
  test?: Table | undefined;
  /** So many of the last training examples are validated on where the config does not say. */
  heldBack?: number | undefined;
  /** Whether validation and test examples are drawn by chance: their order in the source means nothing, or too much. */
  isDrawn?: boolean;
  /** Whether bytes are pixels; shape and values tell it where it is left out. */
  isPicture?: boolean;
  /** One class per example; absent for labels and for a regression. */
  classNames?: string[];
  /** Of labels or a regression: what each output is called. */
  targetNames?: string[];
  /** Whether the targets are labels of 0 and 1 that do not exclude each other. */
  isMultiLabel?: boolean;
  /** Of a regression: what was taken off each target in double when it was read. */
  targetShifts?: number[];
  imageShape?: number[] | undefined;
  /** Of a table: how its columns become inputs, what these are called and which are 0 or 1 by their making. */
  columns?: Column[];
  inputNames?: string[];
  indicators?: boolean[];
  /** Of a text table: the form that was found. */
  form?: TableForm;
  /** Of text tables: how each was found to be written, for people. */
  tables?: DescribedTable[];
  /** Absent where everything was read. */
  leftOut?: LeftOut | undefined;
  findings?: ColumnFinding[];
  sha256: Record<string, string>;
}

/** Examples from `start` up to `end`: a view, not a copy. */
export function rows(table: Table, inputs: number, start: number, end: number): Table {
  const outputs = table.labels.length / table.count;
  return {
    count: end - start,
    values: table.values.subarray(start * inputs, end * inputs),
    labels: table.labels.subarray(start * outputs, end * outputs),
    ...(table.groups && { groups: table.groups.subarray(start, end) }),
  };
}
