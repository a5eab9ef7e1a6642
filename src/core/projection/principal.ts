/**
 * Principal component analysis: the directions of the largest variance, by a block Krylov method. The covariance is
 * never formed: a block of vectors is multiplied by the centred values and their transpose, and the eigenvectors are
 * sought in the space of all products so far, which for few columns is the whole space.
 */
import { RandomStream } from "../random";
import { eigenOf } from "./symmetric";

export interface Principal {
  /** Coordinates on each axis [components][count], of mean 0. */
  readonly coordinates: readonly Float64Array[];
  /** Share of the total variance per axis, descending. */
  readonly shares: readonly number[];
}

/** Vectors per product: more than components, so that equal eigenvalues are all found. */
const block = 4;
/** Largest dimension of the search space; noise of many columns needs the most. */
const most = 200;
const tolerance = 1e-10;

/**
 * The sign of an axis is such that its largest weight, by absolute value, is positive, as in scikit-learn. With fewer
 * columns than components the coordinates of the others are 0.
 * Yields after every product, so that the process can do other work.
 * @param values [count, columns]
 */
export function* principalComponents(
  values: Float32Array,
  columns: number,
  components = 2,
): Generator<void, Principal> {
  const data = new Centred(values, columns);
  const found = yield* eigenvectors(data, components);
  const total = data.totalSquares();
  const axes = Array.from({ length: components }, (_, i) => found[i] ?? { square: 0, axis: new Float64Array(columns) });
  return {
    coordinates: axes.map(({ axis }) => data.project(signed(axis))),
    shares: axes.map(({ square }) => (total > 0 ? Math.max(0, square) / total : 0)),
  };
}

/** Returns the axes with their sums of squares, descending. */
function* eigenvectors(data: Centred, components: number) {
  const { columns } = data;
  const basis: Float64Array[] = [];
  const products: Float64Array[] = [];
  let next = start(columns);
  for (let check = 0; ; ) {
    const added = orthonormal(next, basis, Math.min(columns, most) - basis.length);
    basis.push(...added);
    products.push(...added.map((vector) => data.product(vector)));
    yield;
    const isComplete = added.length === 0 || basis.length >= Math.min(columns, most);
    if (isComplete || basis.length >= check) {
      check = Math.ceil(1.3 * basis.length);
      const small = basis.map((q) => Float64Array.from(products, (product) => dot(q, product)));
      const { values, vectors } = eigenOf(symmetrized(small));
      const axes = Array.from(values.subarray(0, components), (square, i) => ({
        square,
        axis: combined(basis, vectors[i]),
        image: combined(products, vectors[i]),
      }));
      const error = Math.max(...axes.map(({ square, axis, image }) => distance(image, axis, square)));
      if (isComplete || error <= tolerance * values[0]) return axes;
    }
    next = products.slice(-added.length);
  }
}

/** Values [count, columns] without the mean of their columns. */
class Centred {
  private readonly mean: Float64Array;
  private readonly row: Float64Array;
  private readonly count: number;

  constructor(
    private readonly values: Float32Array,
    readonly columns: number,
  ) {
    this.count = values.length / columns;
    this.row = new Float64Array(columns);
    this.mean = new Float64Array(columns);
    for (let i = 0; i < values.length; i += columns) {
      for (let j = 0; j < columns; j++) this.mean[j] += values[i + j];
    }
    for (let j = 0; j < columns; j++) this.mean[j] /= this.count;
  }

  /** Returns XᵀX v. */
  product(v: Float64Array): Float64Array {
    const sum = new Float64Array(this.columns);
    for (let i = 0; i < this.count; i++) {
      const row = this.at(i);
      const along = dot(row, v);
      for (let j = 0; j < row.length; j++) sum[j] += along * row[j];
    }
    return sum;
  }

  /** Returns X v, [count]. */
  project(v: Float64Array): Float64Array {
    return Float64Array.from({ length: this.count }, (_, i) => dot(this.at(i), v));
  }

  totalSquares(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i++) sum += dot(this.at(i), this.row);
    return sum;
  }

  private at(i: number): Float64Array {
    const { row, mean, values, columns } = this;
    const from = i * columns;
    for (let j = 0; j < columns; j++) row[j] = values[from + j] - mean[j];
    return row;
  }
}

/** Returns the first vectors: random, the same every time. */
function start(columns: number): Float64Array[] {
  const random = new RandomStream(0, "sample");
  return Array.from({ length: block }, (_, i) =>
    Float64Array.from({ length: columns }, (_, j) => random.uniform(i * columns + j) - 0.5),
  );
}

/** Returns at most `room` unit vectors orthogonal to the basis and each other, without those that depend on others. */
function orthonormal(vectors: readonly Float64Array[], basis: readonly Float64Array[], room: number): Float64Array[] {
  const made: Float64Array[] = [];
  for (const vector of vectors) {
    const length = Math.sqrt(dot(vector, vector));
    if (made.length >= room || length === 0) continue;
    const candidate = vector.map((value) => value / length);
    // Twice, since once leaves rounding errors of the size of what was subtracted.
    for (let pass = 0; pass < 2; pass++) {
      for (const q of [...basis, ...made]) subtract(candidate, q, dot(candidate, q));
    }
    const rest = Math.sqrt(dot(candidate, candidate));
    if (rest > 1e-12) made.push(candidate.map((value) => value / rest));
  }
  return made;
}

function signed(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function combined(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  for (const [i, vector] of vectors.entries()) subtract(sum, vector, -weights[i]);
  return sum;
}

const symmetrized = (rows: readonly Float64Array[]): Float64Array[] =>
  rows.map((row, i) => row.map((value, j) => (value + rows[j][i]) / 2));

/** Returns |a − factor · b|. */
function distance(a: Float64Array, b: Float64Array, factor: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - factor * b[i]) ** 2;
  return Math.sqrt(sum);
}

/** a ← a − factor · b */
function subtract(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] -= factor * b[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
