/** Eigenvalues of small symmetric matrices, by cyclic Jacobi rotations. */

/** Sweeps over all pairs; convergence is quadratic, so that some ten are enough. */
const maxSweeps = 30;

export interface Eigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Unit vectors in the order of the values: vectors[i] is [size]. */
  readonly vectors: readonly Float64Array[];
}

/** @param matrix symmetric, rows of [size]; not changed */
export function eigenOf(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  // Row i of v becomes the i-th eigenvector.
  const v = a.map((_, i) => Float64Array.from({ length: size }, (_, j) => Number(i === j)));
  for (let sweep = 0; sweep < maxSweeps && !isDiagonal(a); sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return { values: Float64Array.from(order, (i) => a[i][i]), vectors: order.map((i) => v[i]) };
}

function isDiagonal(a: readonly Float64Array[]): boolean {
  let [largest, off] = [0, 0];
  for (const [i, row] of a.entries()) {
    for (let j = 0; j < i; j++) off = Math.max(off, Math.abs(row[j]));
    largest = Math.max(largest, Math.abs(row[i]));
  }
  return off <= 1e-15 * largest;
}

/** Makes a[p][q] zero by a rotation of the rows and columns p and q. */
function rotate(a: readonly Float64Array[], v: readonly Float64Array[], p: number, q: number): void {
  const element = a[p][q];
  if (element === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * element);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p], row[q]];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turn(a[p], a[q], c, s);
  turn(v[p], v[q], c, s);
}

function turn(first: Float64Array, second: Float64Array, c: number, s: number): void {
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [first[i], second[i]];
    first[i] = c * x - s * y;
    second[i] = s * x + c * y;
  }
}
