/**
 * Byte offsets of the block that threads share (threads.ts); fields of different threads are in separate cache lines.
 */
export namespace Control {
  /** Number of joined workers: their parts are 1, 2, … */
  export const workers: usize = 0;
  /** Job number · 256 + number of participating threads. */
  export const job: usize = 64;
  export const jobSleepers: usize = 128;
  export const arrived: usize = 192;
  export const phase: usize = 256;
  export const phaseSleepers: usize = 320;
  /** Arguments of `run`, from the program's address to the count of minibatches. */
  export const work: usize = 384;
}

/** Size of the block in bytes. */
export const controlBytes: usize = 512;
