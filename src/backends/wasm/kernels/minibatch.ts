/**
 * Layout of a minibatch's record, in bytes: inputs from the host, int32 unless noted, and the resulting measures. The
 * optimizer's blocks (stepBlock.ts) follow, each of recordBytes too.
 */
export namespace Minibatch {
  export const start: usize = 0;
  export const rows: usize = 4;
  export const epoch: usize = 8;
  export const batch: usize = 12;
  /** float32: 1 / rows */
  export const scale: usize = 16;
  /** float64: result of `sumFigures` */
  export const cost: usize = 24;
  /** float64 */
  export const hits: usize = 32;
  /** float64 */
  export const squaredError: usize = 40;
}

export const recordBytes: usize = 64;

/** Bytes of a row of measures, float64: cost, hit, squared error. */
export const figureBytes: usize = 24;
