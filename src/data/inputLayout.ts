/** How a trained network reads new examples, and what it gets. */
import type { DataConfig } from "../config/schema";
import type { Column } from "./columnEncoding";
import type { Scaling } from "./dataset";
import type { Reading } from "./reading";
import type { LeftOut } from "./source";

/** Examples as they came; values [count, inputs] are not scaled. */
export interface NewExamples {
  count: number;
  values: Uint8Array | Float32Array;
  /** Files of the examples, where each has one of its own. */
  names?: string[];
  leftOut?: LeftOut;
}

/** Facts about the training data that decide how new examples are read. */
export interface InputLayout {
  inputs: number;
  /** Of a table. */
  columns?: Column[] | undefined;
  imageShape?: number[] | undefined;
  config: DataConfig;
  scaling: Scaling;
  reading: Reading;
}
