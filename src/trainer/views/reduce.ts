/**
 * Reduces a layer's matrix [inputs, units] to a size that can be drawn: means over cells, or single units' full
 * weights.
 */

/** Start and end (exclusive). */
type Range = readonly [number, number];

/** Part of a matrix: a range of its inputs, and of its units in the given order. */
export interface Part {
  readonly window?: { readonly inputs: Range; readonly units: Range } | undefined;
  readonly order?: ArrayLike<number> | undefined;
}

export interface Reduced {
  /** Shape of `values`: [rows, columns]. */
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Returns at most `rows` × `columns` cells; each is the mean of a block of the matrix. Block sizes differ by at most
 * one row or column.
 */
export function reduceToCells(
  matrix: Float32Array,
  [inputs, units]: readonly [number, number],
  most: { readonly rows: number; readonly columns: number },
  { window, order }: Part = {},
): Reduced {
  const [top, bottom] = window?.inputs ?? [0, inputs];
  const [left, right] = window?.units ?? [0, units];
  const [height, width] = [bottom - top, right - left];
  const rows = Math.min(most.rows, height);
  const columns = Math.min(most.columns, width);
  if (rows === inputs && columns === units && !order) return { rows, columns, values: matrix.slice() };
  const values = new Float32Array(rows * columns);
  const sums = new Float64Array(columns);
  const edges = Uint32Array.from({ length: columns + 1 }, (_, j) => edge(j, width, columns));
  const shown = Uint32Array.from({ length: width }, (_, u) => order?.[left + u] ?? left + u);
  for (let i = 0; i < rows; i++) {
    const [first, end] = [edge(i, height, rows), edge(i + 1, height, rows)];
    sums.fill(0);
    for (let k = first; k < end; k++) {
      addRow(matrix.subarray((top + k) * units, (top + k + 1) * units), sums, edges, shown);
    }
    for (let j = 0; j < columns; j++) values[i * columns + j] = sums[j] / ((edges[j + 1] - edges[j]) * (end - first));
  }
  return { rows, columns, values };
}

/** Returns the start of block i of `blocks` over `length` elements. */
const edge = (i: number, length: number, blocks: number) => Math.floor((i * length) / blocks);

function addRow(row: Float32Array, sums: Float64Array, edges: Uint32Array, shown: Uint32Array): void {
  for (let j = 0; j < sums.length; j++) {
    for (let u = edges[j]; u < edges[j + 1]; u++) sums[j] += row[shown[u]];
  }
}

/** Returns the incoming weights of at most `rows` units, from unit `first` on: [units, inputs]. */
export function picturesOf(
  matrix: Float32Array,
  [inputs, units]: readonly [number, number],
  { first, rows: most }: { readonly first: number; readonly rows: number },
  { order }: Part = {},
): Reduced {
  const rows = Math.max(0, Math.min(most, units - first));
  const values = new Float32Array(rows * inputs);
  for (let u = 0; u < rows; u++) {
    const unit = order?.[first + u] ?? first + u;
    for (let k = 0; k < inputs; k++) values[u * inputs + k] = matrix[k * units + unit];
  }
  return { rows, columns: inputs, values };
}

/** Returns the largest absolute value, 0 if there is none; skips NaN. */
export function largestOf(matrix: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) {
    const size = Math.abs(matrix[i]);
    if (size > largest) largest = size;
  }
  return largest;
}
