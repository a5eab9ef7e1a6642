/** Matrices and resident examples of the reference backend, in plain arrays. */
import type { Examples, Matrix, ResidentExamples } from "../backend";
import type { Row } from "../softmax";

/** float32 is the precision of all backends; float64 makes finite differences accurate. */
export type Precision = "float32" | "float64";

export class PlainMatrix implements Matrix {
  /** Row-major [rows, columns] */
  readonly values: Row;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly name: string,
    precision: Precision,
  ) {
    this.values = precision === "float64" ? new Float64Array(rows * columns) : new Float32Array(rows * columns);
  }

  row(i: number): Row {
    return this.values.subarray(i * this.columns, (i + 1) * this.columns);
  }
}

/** Returns the plain matrix behind an opaque one. */
export function plain(matrix: Matrix): PlainMatrix {
  if (matrix instanceof PlainMatrix) return matrix;
  throw new TypeError(`${matrix.name}: a matrix of another backend`);
}

export class PlainExamples implements ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly dense: boolean;
  private order: Uint32Array | undefined;

  constructor(protected readonly examples: Examples) {
    this.count = examples.count;
    this.inputs = examples.inputs;
    this.outputs = examples.outputs;
    this.dense = examples.targets instanceof Float32Array;
  }

  setOrder(order: Uint32Array): void {
    this.order = order;
  }

  /** Returns the index of the example at a position of the order. */
  at(position: number): number {
    return this.order?.[position] ?? position;
  }

  /** z0 ← (values − shift) · factor [inputs], each operation rounded to float32 */
  copyInputs(example: number, into: Row): void {
    const { values, shift, factor } = this.examples;
    const column = (constant: number | Float32Array, j: number) =>
      Math.fround(typeof constant === "number" ? constant : constant[j]);
    for (let j = 0; j < this.inputs; j++) {
      into[j] = Math.fround(values[example * this.inputs + j] - column(shift, j)) * column(factor, j);
    }
  }

  /** Copies the example's targets [outputs]: one-hot, the class itself if there is one output, or the dense targets. */
  copyTargets(example: number, into: Row): void {
    const { targets } = this.examples;
    if (targets instanceof Float32Array) {
      into.set(targets.subarray(example * this.outputs, (example + 1) * this.outputs));
    } else if (this.outputs === 1) {
      into[0] = targets[example];
    } else {
      into.fill(0);
      into[targets[example]] = 1;
    }
  }
}
