/**
 * Makes a layer's matrix [inputs, units] small enough to be drawn: averages over cells, or single units' weights in
 * full.
 */

/** From, to (not included). */
type Range = readonly [number, number];

/** What of a matrix is wanted: a stretch of its inputs, and of its units in their order. */
export interface Part {
  readonly window?: { readonly inputs: Range; readonly units: Range } | undefined;
  readonly order?: ArrayLike<number> | undefined;
}

export interface Reduced {
  /** Of values: [rows, columns] */
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * At most `rows` × `columns` cells; each is the mean of a block of the matrix, and blocks differ by at most one row or
 * column.
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

/** Where block i of `blocks` over `length` elements begins. */
const edge = (i: number, length: number, blocks: number) => Math.floor((i * length) / blocks);

function addRow(row: Float32Array, sums: Float64Array, edges: Uint32Array, shown: Uint32Array): void {
  for (let j = 0; j < sums.length; j++) {
    for (let u = edges[j]; u < edges[j + 1]; u++) sums[j] += row[shown[u]];
  }
}

/** The incoming weights of at most `rows` units from the `first` on: [units, inputs]. */
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

/** Largest absolute value, 0 where there is none; what is not a number is passed over. */
export function largestOf(matrix: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) {
    const size = Math.abs(matrix[i]);
    if (size > largest) largest = size;
  }
  return largest;
}
