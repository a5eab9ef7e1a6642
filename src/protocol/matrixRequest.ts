/**
 * The debug adapter's custom requests: `matrix`, the numbers of a matrix for a picture or a table, and `inlineValues`,
 * values shown at the lines of the config. They are answered while the debugger is stopped. Numbers are float32 in
 * little-endian byte order, in base64.
 */
import * as z from "zod";

/** Start and end (exclusive). */
const range = z.tuple([z.int().min(0), z.int().min(1)]);

export const matrixParams = z.strictObject({
  name: z.string().min(1, "name a matrix"),
  /** Part of the matrix; default: all of it. */
  window: z.strictObject({ rows: range, columns: range }).optional(),
  /** Largest number of cells, each the mean of a block, or an element if there are enough cells. */
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
});
export type MatrixParams = z.input<typeof matrixParams>;

/** Meaning of a matrix's rows or columns. */
export type Axis = "example" | "input" | "unit" | "class" | "output";

/** The debugger's stop. */
interface AtStop {
  readonly name: string;
  /** Description of the next operation, the minibatch and the epoch. */
  readonly stop: string;
  /** Names of all available matrices, in the order of the network. */
  readonly names: readonly string[];
}

/** The matrix is not computed yet in this minibatch, or does not exist. */
interface MissingMatrix extends AtStop {
  readonly missing: string;
}

export interface MatrixPart extends AtStop {
  /** Size of the whole matrix. */
  readonly rows: number;
  readonly columns: number;
  readonly axes: { readonly rows: Axis; readonly columns: Axis };
  readonly window: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
  /** Size of `values`, `before` and `changed`. */
  readonly cells: { readonly rows: number; readonly columns: number };
  /** Base64. */
  readonly values: string;
  /** The values at the last stop; absent if the matrix did not exist, or they are unknown. */
  readonly before?: string;
  /** A byte for each cell, 1 if the bits of an element changed since the last stop; absent likewise. */
  readonly changed?: string;
  /** The reason for an absent `before`. */
  readonly noBefore?: "first" | "new" | "large";
  /** Names of the window's rows and columns, if any: inputs, classes, the class of an example. */
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** Height, width and channels, if rows (`of: "rows"`) or columns are pictures. */
  readonly image?: { readonly of: "rows" | "columns"; readonly shape: readonly number[] };
  /** Statistics of the whole matrix; values that are not finite count only in `notFinite`. */
  readonly figures: {
    readonly norm: number;
    readonly least: number;
    readonly most: number;
    readonly mean: number;
    readonly notFinite: number;
    /** Number of elements changed since the last stop, if known, and the largest change. */
    readonly changed?: number;
    readonly largestChange?: number;
  };
}

export type MatrixAnswer = MatrixPart | MissingMatrix;

/** A value shown at a line of the config. */
export interface InlineValue {
  readonly line: number;
  readonly text: string;
}

export interface InlineValues {
  /** Path of the config. */
  readonly path: string;
  /** Line numbers start as the client's do. */
  readonly values: readonly InlineValue[];
}
