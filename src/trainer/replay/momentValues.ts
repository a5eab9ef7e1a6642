/** What conditions over a training read, and what they say of themselves. */
import type { Value } from "../../expressions/values";
import type { MatrixValue } from "./matrixFunctions";
import type { MatrixPart } from "./matrixParts";
import type { FigureName, MatrixName } from "./names";
import type { RightName } from "./resolve";

/** What a condition reads: a moment of a training. Undefined is what is not there at that moment. */
export interface MomentValues {
  figure(name: FigureName): number | string | undefined;
  matrix(name: string): MatrixValue | undefined;
  /** A number of a matrix, where it is there without the matrix; else it is computed from that. */
  part?(part: MatrixPart): Value;
  /** Whether the network is right about an example: without dropout, with the weights of the moment. */
  right(name: RightName): boolean | undefined;
}

/** What has to be there for a condition to be evaluated. */
export interface Needs {
  /** All that are named. */
  readonly matrices: ReadonlyMap<string, MatrixName>;
  /** Those of which it needs more than the parts. */
  readonly whole: ReadonlyMap<string, MatrixName>;
  /** By their text, as in `max(abs(W1))`. */
  readonly parts: ReadonlyMap<string, MatrixPart>;
  /** By the text `right(set, index)`. */
  readonly right: ReadonlyMap<string, RightName>;
}

/** An expression whose value says something. */
export interface Term {
  /** As it is written. */
  readonly text: string;
  value(moment: MomentValues): Value;
}

export interface Condition {
  readonly text: string;
  readonly needs: Needs;
  /** What it compares, and each `right`. */
  readonly terms: readonly Term[];
  /** False too where a value is not there. */
  holds(moment: MomentValues): boolean;
}
