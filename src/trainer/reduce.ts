/** Makes a layer's matrix [inputs, units] small enough to be drawn: averages over cells, or single units' weights in full. */

export interface Reduced {
  /** Of values: [rows, columns] */
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** At most `rows` × `columns` cells; each is the mean of a block of the matrix, and blocks differ by at most one row or column. */
export function reduceToCells(
  matrix: Float32Array,
  [inputs, units]: readonly [number, number],
  most: { readonly rows: number; readonly columns: number },
): Reduced {
  const rows = Math.min(most.rows, inputs);
  const columns = Math.min(most.columns, units);
  if (rows === inputs && columns === units) return { rows, columns, values: matrix.slice() };
  const values = new Float32Array(rows * columns);
  const sums = new Float64Array(columns);
  const counts = Uint32Array.from({ length: columns }, (_, j) => edge(j + 1, units, columns) - edge(j, units, columns));
  for (let i = 0; i < rows; i++) {
    const [first, end] = [edge(i, inputs, rows), edge(i + 1, inputs, rows)];
    sums.fill(0);
    for (let k = first; k < end; k++) addRow(matrix.subarray(k * units, (k + 1) * units), sums);
    for (let j = 0; j < columns; j++) values[i * columns + j] = sums[j] / (counts[j] * (end - first));
  }
  return { rows, columns, values };
}

/** Where block i of `blocks` over `length` elements begins. */
const edge = (i: number, length: number, blocks: number) => Math.floor((i * length) / blocks);

function addRow(row: Float32Array, sums: Float64Array): void {
  for (let j = 0; j < sums.length; j++) {
    const end = edge(j + 1, row.length, sums.length);
    for (let u = edge(j, row.length, sums.length); u < end; u++) sums[j] += row[u];
  }
}

/** The incoming weights of at most `rows` units from `first` on: [units, inputs]. */
export function picturesOf(
  matrix: Float32Array,
  [inputs, units]: readonly [number, number],
  { first, rows: most }: { readonly first: number; readonly rows: number },
): Reduced {
  const rows = Math.max(0, Math.min(most, units - first));
  const values = new Float32Array(rows * inputs);
  for (let u = 0; u < rows; u++) {
    for (let k = 0; k < inputs; k++) values[u * inputs + k] = matrix[k * units + first + u];
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
