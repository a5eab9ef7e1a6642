/** The values that conditions over a training read, and the values that conditions need. */
import type { Value } from "../../expressions/values";
import type { MatrixValue } from "./matrixFunctions";
import type { MatrixPart } from "./matrixParts";
import type { FigureName, MatrixName } from "./names";
import type { RightName } from "./resolve";

/** The values of a training at a moment. Undefined values do not exist at that moment. */
export interface MomentValues {
  figure(name: FigureName): number | string | undefined;
  matrix(name: string): MatrixValue | undefined;
  /** Returns a part of a matrix that is available without the matrix; otherwise it is computed from the matrix. */
  part?(part: MatrixPart): Value;
  /** Returns true if the network classifies an example correctly: without dropout, with the weights of the moment. */
  right(name: RightName): boolean | undefined;
}

/** The values that are required to evaluate a condition. */
export interface Needs {
  /** All matrices that are named. */
  readonly matrices: ReadonlyMap<string, MatrixName>;
  /** Matrices of which more than the parts are needed. */
  readonly whole: ReadonlyMap<string, MatrixName>;
  /** Parts by their text, as in `max(abs(W1))`. */
  readonly parts: ReadonlyMap<string, MatrixPart>;
  /** Correctness of examples, by the text `right(set, index)`. */
  readonly right: ReadonlyMap<string, RightName>;
}

/** An expression whose value is shown. */
export interface Term {
  /** Text of the expression as written. */
  readonly text: string;
  value(moment: MomentValues): Value;
}

export interface Condition {
  readonly text: string;
  readonly needs: Needs;
  /** Compared expressions, and each `right`. */
  readonly terms: readonly Term[];
  /** Returns true if the condition is true; false also if a value does not exist. */
  holds(moment: MomentValues): boolean;
}
