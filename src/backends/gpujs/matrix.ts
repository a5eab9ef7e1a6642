/** Matrices and examples of the GPU.js backends. Between calls numbers lie in the host's memory: pipelines take and return them. */
import type { Examples, Matrix, ResidentExamples } from "../../core/backend";

export class GpujsMatrix implements Matrix {
  /** Row-major [rows, columns] */
  values: Float32Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly name: string,
    /** Whether the core knows it; others are only between two kernels. */
    readonly visible = false,
  ) {
    this.values = new Float32Array(rows * columns);
  }
}

/** The matrix of ours behind an opaque one. */
export function ours(matrix: Matrix): GpujsMatrix {
  if (matrix instanceof GpujsMatrix) return matrix;
  throw new TypeError(`${matrix.name}: a matrix of another backend`);
}

export class GpujsExamples implements ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  private order: Uint32Array | undefined;

  constructor(private readonly examples: Examples) {
    this.count = examples.count;
    this.inputs = examples.inputs;
    this.outputs = examples.outputs;
  }

  setOrder(order: Uint32Array): void {
    if (order.length !== this.count) throw new RangeError(`an order of ${order.length} for ${this.count} examples`);
    this.order = order;
  }

  /** into ← (values − shift) · factor of the examples at `start` and after [rows, inputs], each operation rounded to float32 */
  copyInputs(into: Float32Array, start: number, rows: number): void {
    const { inputs } = this;
    const { values, shift, factor } = this.examples;
    const column = (constant: number | Float32Array, j: number) =>
      Math.fround(typeof constant === "number" ? constant : constant[j]);
    for (let i = 0; i < rows; i++) {
      const from = this.at(start + i) * inputs;
      for (let j = 0; j < inputs; j++) {
        into[i * inputs + j] = Math.fround(values[from + j] - column(shift, j)) * column(factor, j);
      }
    }
  }

  /** One-hot, the class itself where there is one output, or the dense targets [rows, outputs]; `into` holds zeros. */
  copyTargets(into: Float32Array, start: number, rows: number): void {
    const { outputs } = this;
    const { targets } = this.examples;
    for (let i = 0; i < rows; i++) {
      const example = this.at(start + i);
      if (targets instanceof Float32Array) {
        into.set(targets.subarray(example * outputs, (example + 1) * outputs), i * outputs);
      } else if (outputs === 1) {
        into[i] = targets[example];
      } else {
        into[i * outputs + targets[example]] = 1;
      }
    }
  }

  /** The example at a position of the order. */
  private at(position: number): number {
    return this.order?.[position] ?? position;
  }
}
