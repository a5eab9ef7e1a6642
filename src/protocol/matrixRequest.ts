/**
 * The debug adapter's own requests beside those of the Debug Adapter Protocol: `matrix`, raw numbers of a matrix for a
 * picture or a table, and `inlineValues`, what stands behind the lines of the config. They are answered while the
 * debugger is stopped. Numbers are float32 in little-endian byte order, in base64.
 */
import * as z from "zod";

/** From, to (not included). */
const range = z.tuple([z.int().min(0), z.int().min(1)]);

export const matrixParams = z.strictObject({
  name: z.string().min(1, "name a matrix"),
  /** Of the matrix; left out: all of it. */
  window: z.strictObject({ rows: range, columns: range }).optional(),
  /** At most so many cells, each the mean of a block; where there are as many as elements it is an element. */
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
});
export type MatrixParams = z.input<typeof matrixParams>;

/** What a row or a column of a matrix is. */
export type Axis = "example" | "input" | "unit" | "class" | "output";

/** Where the debugger has stopped. */
interface AtStop {
  readonly name: string;
  /** The operation that comes next, the minibatch and the epoch, in words. */
  readonly stop: string;
  /** Every matrix that is there, in the order of the network. */
  readonly names: readonly string[];
}

/** It is not computed yet in this minibatch, or there is none. */
interface MissingMatrix extends AtStop {
  readonly missing: string;
}

export interface MatrixPart extends AtStop {
  /** Of the whole matrix. */
  readonly rows: number;
  readonly columns: number;
  readonly axes: { readonly rows: Axis; readonly columns: Axis };
  readonly window: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
  /** Of `values`, `before` and `changed`. */
  readonly cells: { readonly rows: number; readonly columns: number };
  /** Base64. */
  readonly values: string;
  /** The same at the last stop; absent where the matrix was not there, or where that is not known. */
  readonly before?: string;
  /** A byte for each cell, 1 where an element of it has other bits than at the last stop; absent likewise. */
  readonly changed?: string;
  /** Why there is no `before`. */
  readonly noBefore?: "first" | "new" | "large";
  /** Names of the window's rows and columns, where they have some: inputs, classes, the class of an example. */
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** Height, width and channels, where rows (`of: "rows"`) or columns are pictures. */
  readonly image?: { readonly of: "rows" | "columns"; readonly shape: readonly number[] };
  /** Of the whole matrix; what is not finite counts in `notFinite` alone. */
  readonly figures: {
    readonly norm: number;
    readonly least: number;
    readonly most: number;
    readonly mean: number;
    readonly notFinite: number;
    /** Elements that changed since the last stop, where that is known, and the largest distance of one. */
    readonly changed?: number;
    readonly largestChange?: number;
  };
}

export type MatrixAnswer = MatrixPart | MissingMatrix;

/** Behind a line of the config. */
export interface InlineValue {
  readonly line: number;
  readonly text: string;
}

export interface InlineValues {
  /** Of the config. */
  readonly path: string;
  /** Lines are counted as the client does. */
  readonly values: readonly InlineValue[];
}
