/** Expressions of hovers and the debug console: a matrix, an element, a row, or a statistic. No code is executed. */

import { say } from "../language";
import type { NamedMatrix } from "../matrices";

const figures = {
  norm: (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)),
  max: (values: Float32Array) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  min: (values: Float32Array) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  mean: (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length,
} satisfies Record<string, (values: Float32Array) => number>;

const shape =
  /^(?:(?<figure>\w+)\s*\(\s*)?(?<name>[A-Za-z]+\d*)\s*(?:\[\s*(?<first>\d+)\s*(?:,\s*(?<second>\d+)\s*)?\])?\s*(?<close>\))?$/;

export interface Expression {
  readonly figure?: string;
  readonly name: string;
  readonly indices: readonly number[];
}

/** Parses an expression. Throws an Error that lists the valid forms. */
export function parseExpression(text: string): Expression {
  const { figure, name, first, second, close } = shape.exec(text.trim())?.groups ?? {};
  if (
    !name ||
    (figure === undefined) !== (close === undefined) ||
    (figure && !Object.hasOwn(figures, figure) && figure !== "shape")
  ) {
    throw new Error(
      say('"{0}": ask for a matrix (z1), an element (W2[3,4]), or norm, max, min, mean, shape of one (norm(W1))', text),
    );
  }
  const indices = [first, second].filter((index) => index !== undefined).map(Number);
  // x is a common name of the inputs.
  return { ...(figure && { figure }), name: name === "x" ? "z0" : name, indices };
}

/** Evaluates an expression to a number, a text, or a part of the matrix. Throws an Error for an index out of range. */
export function evaluate({ figure, indices }: Expression, matrix: NamedMatrix): number | string | NamedMatrix {
  const part = partOf(matrix, indices);
  if (figure === "shape") return typeof part === "number" ? "[]" : `[${part.rows}, ${part.columns}]`;
  const values = typeof part === "number" ? Float32Array.of(part) : part.values;
  if (figure) return figures[figure as keyof typeof figures](values);
  return part;
}

/** Returns a part of a matrix; one index suffices for a matrix with a single row. */
function partOf(matrix: NamedMatrix, indices: readonly number[]): number | NamedMatrix {
  const { name, rows, columns, values } = matrix;
  if (indices.length === 0) return values.length === 1 ? values[0] : matrix;
  const [row, column] = rows === 1 && indices.length === 1 ? [0, indices[0]] : indices;
  if (row >= rows || (column ?? 0) >= columns) {
    throw new Error(
      say("{0}: {1} is {2}, counted from 0", `${name}[${indices.join(", ")}]`, name, `[${rows}, ${columns}]`),
    );
  }
  if (column !== undefined) return values[row * columns + column];
  return { name: `${name}[${row}]`, rows: 1, columns, values: values.subarray(row * columns, (row + 1) * columns) };
}
