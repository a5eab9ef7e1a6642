/** Matrices of the GPU.js backends. Between calls numbers lie in the host's memory: pipelines take and return them. */
import type { Matrix } from "../../core/backend";

export class GpujsMatrix implements Matrix {
  private held: Float32Array | undefined;
  /** Makes the values that a call has left to be made, should anybody look. */
  private late: (() => Promise<void>) | undefined;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly name: string,
    /** Whether the core knows it; others are only between two kernels. */
    readonly visible = false,
  ) {}

  /** Row-major [rows, columns]; zeros at first. Replaced, never written into, so that who holds them holds a moment. */
  get values(): Float32Array {
    this.held ??= new Float32Array(this.rows * this.columns);
    return this.held;
  }

  set values(values: Float32Array) {
    this.held = values;
    this.late = undefined;
  }

  /** The values are what `make` will set, when they are first wanted. */
  leave(make: () => Promise<void>): void {
    this.late = make;
  }

  /** Keeps them, unless something else has been written since. */
  settle(make: () => Promise<void>, values: Float32Array): void {
    if (this.late === make) this.values = values;
  }

  /** Resolves when `values` are the newest. */
  async made(): Promise<void> {
    await this.late?.();
  }
}

/** The matrix of ours behind an opaque one. */
export function ours(matrix: Matrix): GpujsMatrix {
  if (matrix instanceof GpujsMatrix) return matrix;
  throw new TypeError(`${matrix.name}: a matrix of another backend`);
}
