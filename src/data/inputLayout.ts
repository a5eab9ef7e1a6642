/** The input layout of a trained network, and the new examples read by it. */
import type { DataConfig } from "../config/schema";
import type { Column } from "./columnEncoding";
import type { Scaling } from "./dataset";
import type { Reading } from "./reading";
import type { LeftOut } from "./source";

/** New examples; values [count, inputs] are not scaled. */
export interface NewExamples {
  count: number;
  values: Uint8Array | Float32Array;
  /** File names, if each example has a file of its own. */
  names?: string[];
  /** Fields of the column that identifies the examples, if it was requested. */
  ids?: string[];
  leftOut?: LeftOut;
}

/** Facts about the training data that determine how new examples are read. */
export interface InputLayout {
  inputs: number;
  /** Columns, for a table. */
  columns?: Column[] | undefined;
  imageShape?: number[] | undefined;
  config: DataConfig;
  scaling: Scaling;
  reading: Reading;
}
