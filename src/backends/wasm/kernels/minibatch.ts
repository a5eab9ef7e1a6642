/**
 * A minibatch as a program sees it: what src/backends/wasm/steps.ts writes, and the figures that come back. Behind it, at
 * Minibatch.blocks, are the optimizer's blocks of step.ts, 64 bytes each.
 */
export namespace Minibatch {
  export const start: usize = 0;
  export const rows: usize = 4;
  export const epoch: usize = 8;
  export const batch: usize = 12;
  /** float32: 1 / rows */
  export const scale: usize = 16;
  /** float64: what `sumFigures` finds */
  export const cost: usize = 24;
  export const hits: usize = 32;
  export const squaredError: usize = 40;
}
