/** Softmax by rows, in kernels: first the row's maximum and sum, then each element. */

import { type KernelStep, step } from "./kernelProgram";
import { GpujsMatrix } from "./matrix";

/** Values shared by the elements of a row, each [rows, 1]: max s_k, and Σ e^(s_k − max). */
interface RowSums {
  readonly largest: GpujsMatrix;
  readonly sum: GpujsMatrix;
}

/** The row sums of each s in one program, computed at their first use. */
export class SharedRowSums {
  private readonly held = new Map<GpujsMatrix, RowSums>();

  /** Discards the row sums, since s is written again. */
  forget(s: GpujsMatrix): void {
    this.held.delete(s);
  }

  of(s: GpujsMatrix): RowSums & { readonly steps: readonly KernelStep[] } {
    const held = this.held.get(s);
    if (held) return { ...held, steps: [] };
    const largest = new GpujsMatrix(s.rows, 1, `largest of ${s.name}`);
    const sum = new GpujsMatrix(s.rows, 1, `sum of ${s.name}`);
    this.held.set(s, { largest, sum });
    const steps = [
      step(
        largest,
        { s },
        `let most = s[this.thread.y][0];
        for (let j = 1; j < ${s.columns}; j++) { most = Math.max(most, s[this.thread.y][j]); }
        return most;`,
      ),
      step(
        sum,
        { s, largest },
        `let total = 0;
        for (let j = 0; j < ${s.columns}; j++) { total += Math.exp(s[this.thread.y][j] - largest[this.thread.y][0]); }
        return total;`,
      ),
    ];
    return { largest, sum, steps };
  }
}

/** z ← e^(s − max) / Σ [rows, units] */
export function softmaxSteps(sums: SharedRowSums, s: GpujsMatrix, z: GpujsMatrix): KernelStep[] {
  const { largest, sum, steps } = sums.of(s);
  return [
    ...steps,
    step(
      z,
      { s, largest, sum },
      "return Math.exp(s[this.thread.y][this.thread.x] - largest[this.thread.y][0]) / sum[this.thread.y][0];",
    ),
  ];
}

/** delta ← z ∘ (g − Σ_k g_k z_k): the full Jacobian, applied to g = ∂cost/∂z [rows, units] */
export function softmaxBackSteps(z: GpujsMatrix, g: GpujsMatrix, delta: GpujsMatrix): KernelStep[] {
  const inner = new GpujsMatrix(z.rows, 1, `inner product of ${z.name}`);
  return [
    step(
      inner,
      { z, g },
      `let total = 0;
      for (let j = 0; j < ${z.columns}; j++) { total += g[this.thread.y][j] * z[this.thread.y][j]; }
      return total;`,
    ),
    step(
      delta,
      { z, g, inner },
      "return z[this.thread.y][this.thread.x] * (g[this.thread.y][this.thread.x] - inner[this.thread.y][0]);",
    ),
  ];
}
