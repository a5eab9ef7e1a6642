/** Matrices of the GPU.js backends. Between calls the host has their values: pipelines upload and download them. */
import type { Matrix } from "../../core/backend";

export class GpujsMatrix implements Matrix {
  private held: Float32Array | undefined;
  /** Computes values that the last call did not download, when they are read. */
  private late: (() => Promise<void>) | undefined;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly name: string,
    /** True for matrices of the core; others exist only between two kernels. */
    readonly visible = false,
  ) {}

  /** Row-major [rows, columns]; initially zeros. Replaced, never modified, so that a reference stays a snapshot. */
  get values(): Float32Array {
    this.held ??= new Float32Array(this.rows * this.columns);
    return this.held;
  }

  set values(values: Float32Array) {
    this.held = values;
    this.late = undefined;
  }

  /** Defers the values: `make` will set them when they are first needed. */
  leave(make: () => Promise<void>): void {
    this.late = make;
  }

  /** Sets the deferred values, unless others have been written since. */
  settle(make: () => Promise<void>, values: Float32Array): void {
    if (this.late === make) this.values = values;
  }

  /** Returns a function that restores the present values. */
  snapshot(): () => void {
    const { held, late } = this;
    return () => Object.assign(this, { held, late });
  }

  /** True if the host does not have the values yet. */
  get isLate(): boolean {
    return this.late !== undefined;
  }

  /** Resolves when `values` are current. */
  async made(): Promise<void> {
    await this.late?.();
  }
}

/** Returns the GpujsMatrix behind an opaque one. */
export function ours(matrix: Matrix): GpujsMatrix {
  if (matrix instanceof GpujsMatrix) return matrix;
  throw new TypeError(`${matrix.name}: a matrix of another backend`);
}
