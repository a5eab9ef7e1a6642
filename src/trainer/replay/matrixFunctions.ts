/** Matrix functions of conditions. Sums are in float64; values that are not finite propagate to the result. */
import { commonFunctions, type ExpressionFunction } from "../../expressions/functions";
import type { Value } from "../../expressions/values";
import type { MatrixName } from "./names";

/** A matrix in conditions, row-major and without gaps. */
export interface MatrixValue {
  readonly of: MatrixName;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /** True if the absolute values of the elements are meant, as in max(abs(W1)). */
  readonly absolute?: boolean;
}

const isMatrix = (value: Value): value is MatrixValue => typeof value === "object";

const ofMatrix = (call: (matrix: MatrixValue) => Value): ExpressionFunction => ({
  arity: [1, 1],
  takes: "matrix",
  call: (matrix) => call(matrix as MatrixValue),
});

/** Returns the maximum of numbers and of all elements of matrices; the minimum as −max(−x). */
const extreme = (sign: 1 | -1): ExpressionFunction => ({
  arity: [1, Number.POSITIVE_INFINITY],
  takes: "number or matrix",
  call: (...given) => {
    let most = Number.NEGATIVE_INFINITY;
    for (const each of given) most = Math.max(most, isMatrix(each) ? extremeOf(each, sign) : sign * (each as number));
    return sign * most;
  },
});

function extremeOf({ values, absolute }: MatrixValue, sign: 1 | -1): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = sign * (absolute ? Math.abs(values[i]) : values[i]);
    if (value <= most) continue;
    if (Number.isNaN(value)) return Number.NaN;
    most = value;
  }
  return most;
}

function sumOf({ values, absolute }: MatrixValue): number {
  let sum = 0;
  if (absolute) for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
  else for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function normOf({ values }: MatrixValue): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/** Returns the share of units whose s, or z, is not above 0 for any row. */
function deadUnits({ values, rows, columns }: MatrixValue): number {
  let dead = 0;
  for (let j = 0; j < columns; j++) {
    let alive = false;
    // NaN does not count as dead.
    for (let i = 0; i < rows && !alive; i++) alive = !(values[i * columns + j] <= 0);
    dead += Number(!alive);
  }
  return dead / columns;
}

/** Returns the share of activations near their limits, as in `layers` events. */
function saturation({ values, of }: MatrixValue): number {
  const [low, high] = of.activation === "tanh" ? [-0.99, 0.99] : [0.01, 0.99];
  let flat = 0;
  for (let i = 0; i < values.length; i++) flat += Number(values[i] < low || values[i] > high);
  return flat / values.length;
}

const allFinite = ({ values }: MatrixValue): boolean => {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
};

/** Returns a part's row and column: `[:,5]` is a column, `[:,5][2]` its element; a single row needs one index. */
export function placeOf(indices: readonly (string | number)[], rows: number | undefined): (number | undefined)[] {
  const [first, second, third] = indices as number[];
  if (indices[0] === ":") return [third, second];
  return rows === 1 && indices.length === 1 ? [0, first] : [first, second];
}

/** Returns an element, a row or a column of a matrix; undefined if the minibatch has no such row. */
export function partOf(matrix: MatrixValue | undefined, indices: readonly (string | number)[]): Value {
  if (!matrix || indices.length === 0) return matrix;
  const { rows, columns, values, of } = matrix;
  const [row, column] = placeOf(indices, of.rows);
  if (row === undefined) return { of, rows, columns: 1, values: columnOf(matrix, column ?? 0) };
  if (row >= rows) return undefined;
  if (column !== undefined) return values[row * columns + column];
  return { of, rows: 1, columns, values: values.subarray(row * columns, (row + 1) * columns) };
}

const columnOf = ({ rows, columns, values }: MatrixValue, column: number): Float32Array =>
  Float32Array.from({ length: rows }, (_, i) => values[i * columns + column]);

export const matrixFunctions: Readonly<Record<string, ExpressionFunction>> = {
  ...commonFunctions,
  max: extreme(1),
  min: extreme(-1),
  abs: {
    arity: [1, 1],
    takes: "number or matrix",
    call: (value) => (isMatrix(value) ? { ...value, absolute: true } : Math.abs(value as number)),
  },
  finite: {
    arity: [1, 1],
    takes: "number or matrix",
    call: (value) => (isMatrix(value) ? allFinite(value) : Number.isFinite(value)),
  },
  sum: ofMatrix(sumOf),
  mean: ofMatrix((matrix) => sumOf(matrix) / matrix.values.length),
  norm: ofMatrix(normOf),
  /** Number of elements. */
  count: ofMatrix(({ values }) => values.length),
  deadUnits: ofMatrix(deadUnits),
  saturation: ofMatrix(saturation),
};

/** Kinds of matrix and activations for which these functions are defined; others are refused. */
export const ofSomeLayers: Readonly<Record<string, { kinds: readonly string[]; activations: readonly string[] }>> = {
  deadUnits: { kinds: ["s", "z"], activations: ["relu"] },
  saturation: { kinds: ["z"], activations: ["sigmoid", "tanh", "softmax"] },
};
