/**
 * Parts of matrices that are a single value, such as `max(abs(W1))` and `W1[3,4]`: a backend can return them without a
 * copy of the matrix, which takes longer than a step of training.
 */
import type { Backend, Matrix, Reduction } from "../../core/backend";
import { formatName, type Tree } from "../../expressions/tree";
import type { Value } from "../../expressions/values";
import { type MatrixValue, matrixFunctions, partOf, placeOf } from "./matrixFunctions";
import type { MatrixName } from "./names";

/** Reductions of a backend, by function of conditions. */
const reductions = { max: "max", min: "min", sum: "sum", mean: "sum", norm: "squares", finite: "finite" } as const;

export interface MatrixPart {
  /** Normalized text of the part. */
  readonly text: string;
  readonly of: MatrixName;
  readonly what:
    | { readonly call: keyof typeof reductions; readonly absolute: boolean }
    | { readonly row: number; readonly column: number };
}

/** Returns the part that an expression is, if it is one. Indices are already checked. */
export function partIn(tree: Tree, matrices: ReadonlyMap<string, MatrixName>): MatrixPart | undefined {
  if (tree.kind === "name") return elementIn(tree.path, matrices);
  if (tree.kind !== "call" || tree.arguments.length !== 1 || !Object.hasOwn(reductions, tree.name)) return undefined;
  const [given] = tree.arguments;
  const absolute = given.kind === "call" && given.name === "abs" && given.arguments.length === 1;
  const inner = absolute ? given.arguments[0] : given;
  const of = inner.kind === "name" && inner.path.length === 1 ? matrices.get(String(inner.path[0])) : undefined;
  if (!of) return undefined;
  const text = `${tree.name}(${absolute ? `abs(${of.name})` : of.name})`;
  return { text, of, what: { call: tree.name as keyof typeof reductions, absolute } };
}

function elementIn(path: readonly (string | number)[], matrices: ReadonlyMap<string, MatrixName>) {
  const [first, ...indices] = path;
  const of = matrices.get(String(first));
  if (!of || indices.length === 0) return undefined;
  const [row, column] = placeOf(indices, of.rows);
  return row === undefined || column === undefined ? undefined : { text: formatName(path), of, what: { row, column } };
}

/** Returns the part's value from the whole matrix. */
export function partFrom(matrix: MatrixValue | undefined, { what }: MatrixPart): Value {
  if (!matrix) return undefined;
  if ("row" in what) return partOf(matrix, matrix.of.rows === 1 ? [what.column] : [what.row, what.column]);
  return matrixFunctions[what.call].call(what.absolute ? { ...matrix, absolute: true } : matrix);
}

/** Returns true if a backend can return parts without copies. */
export const hasParts = (backend: Backend): backend is Backend & Required<Pick<Backend, "reduce" | "element">> =>
  backend.reduce !== undefined && backend.element !== undefined;

/** Returns the part's current value in the backend. */
export function partAt(
  backend: Required<Pick<Backend, "reduce" | "element">>,
  matrix: Matrix,
  rows: number,
  { what }: MatrixPart,
): Value {
  if ("row" in what) return what.row < rows ? backend.element(matrix, what.row, what.column) : undefined;
  const { call, absolute } = what;
  const reduced = backend.reduce(matrix, rows, reductionOf(call, absolute));
  if (call === "finite") return reduced === 1;
  if (call === "norm") return Math.sqrt(reduced);
  return call === "mean" ? reduced / (rows * matrix.columns) : reduced;
}

function reductionOf(call: keyof typeof reductions, absolute: boolean): Reduction {
  const plain = reductions[call];
  if (!absolute || plain === "squares" || plain === "finite") return plain;
  return `${plain}Abs` as const;
}
