/**
 * A minibatch as a program sees it, in bytes: what the host writes, int32 without a note, and the figures that come
 * back. Behind these recordBytes lie the optimizer's blocks (stepBlock.ts), of as many bytes each.
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
  /** float64 */
  export const hits: usize = 32;
  /** float64 */
  export const squaredError: usize = 40;
}

export const recordBytes: usize = 64;

/** Bytes of a row of figures, float64: cost, hit, squared error. */
export const figureBytes: usize = 24;
