/** What the data of a config holds, as the command line and the page show it before training. */
import type { TaskName } from "../core/names";
import type { Said } from "../messages/said";

/** The sets of a split; "rest" are examples that `limit` leaves out. */

type SetName = "train" | "validation" | "test";
export type SetCounts = Record<SetName, number>;

export interface Histogram {
  /** Edges of the bins, rising; one more than counts. The last bin includes its upper edge, as in NumPy. */
  readonly edges: number[];
  readonly counts: number[];
}

/** Figures of a column of numbers, over its present values in all rows. */
export interface NumberFigures {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Sample standard deviation (divided by count − 1), as in pandas. */
  readonly deviation: number;
  /** Interpolated linearly, as in NumPy and pandas. */
  readonly quartiles: readonly [lower: number, median: number, upper: number];
  /** Number of values beyond 1.5 interquartile ranges of the quartiles. */
  readonly outliers: number;
  readonly histogram: Histogram;
  /** True if quartiles, outliers and histogram are estimated from a random sample of the values. */
  readonly isEstimated: boolean;
}

/** How strongly a column and the label go together; 0 is not at all, ±1 completely. */
export interface Relation {
  /**
   * eta-squared: share of the variance of numbers that groups explain. cramers-v: between two columns of categories.
   * pearson: between two columns of numbers.
   */
  readonly kind: "eta-squared" | "cramers-v" | "pearson";
  readonly value: number;
  /** The F statistic of the analysis of variance; for classes and a column of numbers. */
  readonly f?: number;
  /** The target, if there are several. */
  readonly target?: string;
}

/** What a column becomes for the network. */
export interface Becomes {
  readonly kind: "number" | "one-hot" | "ordinal" | "date";
  readonly inputs: number;
  /** Scaling of its numbers; indicators of 0 and 1 are left as they are with `auto`. */
  readonly scaling: "none" | "unit" | "minmax" | "standardize";
  /** What missing values become; absent if there are none. */
  readonly missing?: "mean" | "most-frequent" | "category" | "drop" | "flag";
}

export interface ColumnProfile {
  readonly name: string;
  readonly role: "input" | "label" | "group" | "left-out";
  readonly kind: "number" | "text" | "date";
  /** Number of rows with a value. */
  readonly present: number;
  readonly missing: number;
  /** Number of different values: exact up to 10,000, beyond that an estimate. */
  readonly distinct: number;
  readonly isDistinctEstimated: boolean;
  /** For a column of numbers with at least one value. */
  readonly numbers?: NumberFigures;
  /** For other columns: the most frequent values; none if there are too many different ones to count. */
  readonly top?: readonly { readonly text: string; readonly count: number }[];
  readonly relation?: Relation;
  /** For inputs, once all rows were read. */
  readonly becomes?: Becomes;
  /** Why the column cannot be used, as training would say it. */
  readonly problem?: string;
  /** What the problem is made of. */
  readonly said?: Said;
}

/** Something that a person should look at before training. */
export interface ProfileFinding {
  readonly kind:
    | "problem"
    | "decides-label"
    | "row-numbers"
    | "keys"
    | "constant"
    | "duplicates"
    | "conflicts"
    | "shared-validation"
    | "shared-test"
    | "rare-class"
    | "mostly-missing"
    | "spellings";
  readonly columns?: readonly string[];
  readonly count?: number;
  /** Number of examples of the set that `count` counts in. */
  readonly of?: number;
  /** Pairs of row numbers, from 1, or names that illustrate it. */
  readonly examples?: readonly string[];
  /** Message of a problem. */
  readonly message?: string;
  /** What the message is made of. */
  readonly said?: Said;
}

/** Some examples of a class of pictures: pixels of 0 to 255, [height, width, channels]. */
interface PicturedClass {
  readonly name: string;
  readonly pictures: readonly Uint8Array[];
}

export interface DataProfile {
  /** Name of the source: a file, a folder or a data set. */
  readonly source: string;
  /** False while rows are being read: all figures are of the rows so far. */
  readonly isDone: boolean;
  /** Number of rows of the table, or of examples, that were read. */
  readonly rows: number;
  /** Bytes read so far, and size of the files, if it is known. */
  readonly progress?: { readonly read: number; readonly of: number };
  /** Number of times the file was read: once, unless its columns are written in another way than its first rows. */
  readonly passes: number;
  readonly task?: TaskName;
  /** Columns of a table, or inputs and labels of arrays, in their order. */
  readonly columns: readonly ColumnProfile[];
  /** Number of further columns, which were not profiled. */
  readonly otherColumns: number;
  /** Examples of each set; once all rows were read. */
  readonly sets?: SetCounts & {
    /** Examples that `limit` leaves out. */
    readonly rest: number;
    /** Number of folds that divide the training examples. */
    readonly folds?: number;
  };
  /** Examples of each class, in the order of the labels. */
  readonly classes?: readonly (SetCounts & { readonly name: string })[];
  readonly findings: readonly ProfileFinding[];
  /** The first rows as read. */
  readonly head?: { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly pictures?: {
    /** [height, width] or [height, width, channels] */
    readonly shape: readonly number[];
    readonly classes: readonly PicturedClass[];
    /** Sizes of the files before they are made the same, the most frequent first; for folders of pictures. */
    readonly sizes?: readonly { readonly width: number; readonly height: number; readonly count: number }[];
  };
}
