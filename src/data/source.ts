/** What a reader hands on: the examples as found, before they are split and scaled. */

/** Inputs and the class of each example; `values` is [count, inputs]. */
export interface Table {
  count: number;
  values: Uint8Array | Float32Array;
  labels: Int32Array;
}

export interface Source {
  /** For messages: "mnist" or the name of the file with the training inputs. */
  name: string;
  inputs: number;
  train: Table;
  test?: Table | undefined;
  classNames: string[];
  imageShape?: number[] | undefined;
  sha256: Record<string, string>;
}

/** Examples from `start` up to `end`: a view, not a copy. */
export function rows(table: Table, inputs: number, start: number, end: number): Table {
  return {
    count: end - start,
    values: table.values.subarray(start * inputs, end * inputs),
    labels: table.labels.subarray(start, end),
  };
}
