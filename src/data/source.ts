/** The result of a reader: the examples before they are split and scaled. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { ActivationName, CostName } from "../core/names";
import type { TableForm } from "../formats/table/form";
import type { Said } from "../messages/said";
import type { Column } from "./columnEncoding";
import type { DescribedTable } from "./table/describeForm";

/** Inputs and the label of each example; `values` is [count, inputs], unless the table is packed. */
export interface Table {
  count: number;
  values: Uint8Array | Float32Array;
  /** Classes [count], or labels of 0 and 1 or regression targets [count, outputs]. */
  labels: Int32Array | Float32Array;
  /** Group number of each example, from 0 [count]; equal ones must stay in one fold. */
  groups?: Int32Array;
  /** Its columns if it is packed: a text column then has one value, the index of its category (./packedTable.ts). */
  packed?: readonly Column[];
}

/** Numbers of rows, columns and files of the source that were not read. */
export interface LeftOut {
  rows: number;
  columns: number;
  files: number;
  /** Reasons, each a sentence without a full stop: "12 rows have no label"; also for what was read only in part. */
  why: string[];
  /** What the reasons are made of, in the same order. */
  said: Said[];
}

/** Properties of the network that determine how labels are interpreted. */
export interface Goal {
  cost?: CostName | undefined;
  /** Activation of the output layer. */
  activation?: ActivationName | undefined;
}

/** Progress of reading a table, updated by its reader. */
export interface Progress {
  rows?: number | undefined;
  columns?: number | undefined;
}

export interface Source {
  /** Name in messages: "mnist" or the file of the training inputs. */
  name: string;
  inputs: number;
  train: Table;
  /** Validation examples, if the source defines them. */
  validation?: Table | undefined;
  test?: Table | undefined;
  /** Number of training examples at the end that are the validation set, unless the config says otherwise. */
  heldBack?: number | undefined;
  /** True if validation and test examples are drawn at random: the source's order is arbitrary or biased. */
  isDrawn?: boolean;
  /** True if bytes are pixels; if undefined, shape and values determine it. */
  isPicture?: boolean;
  /** Names of the classes; only for classification. */
  classNames?: string[];
  /** Names of the outputs, for labels of 0 and 1 and for regression. */
  targetNames?: string[];
  /** True if the targets are labels of 0 and 1 that do not exclude each other. */
  isMultiLabel?: boolean;
  /** Shift subtracted from each regression target in double precision when it was read. */
  targetShifts?: number[];
  imageShape?: number[] | undefined;
  /** Number of picture files of each size, "width height", before they were made the same. */
  pictureSizes?: ReadonlyMap<string, number>;
  /** For a table: the encoding of its columns as inputs, the inputs' names, and which are indicators (0 or 1). */
  columns?: Column[];
  /** True if no value of a table is missing. */
  isComplete?: boolean;
  inputNames?: string[];
  indicators?: boolean[];
  /** Detected form of a text table. */
  form?: TableForm;
  /** Descriptions of the text tables' forms, for display. */
  tables?: DescribedTable[];
  /** Absent if everything was read. */
  leftOut?: LeftOut | undefined;
  findings?: ColumnFinding[];
  sha256: Record<string, string>;
  /** Of a cached table: throws a NetworkError if a file's sha256 is not this one. */
  verify?: () => Promise<void>;
}

/** Returns the examples from `start` to `end` (exclusive) as a view, without copying. */
export function rows(table: Table, start: number, end: number): Table {
  const inputs = table.values.length / table.count;
  const outputs = table.labels.length / table.count;
  return {
    count: end - start,
    values: table.values.subarray(start * inputs, end * inputs),
    labels: table.labels.subarray(start * outputs, end * outputs),
    ...(table.groups && { groups: table.groups.subarray(start, end) }),
    ...(table.packed && { packed: table.packed }),
  };
}
