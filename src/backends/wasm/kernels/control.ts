/**
 * The block through which threads meet (threads.ts), in bytes; what different threads write lies in cache lines of
 * its own.
 */
export namespace Control {
  /** Workers that have joined: their parts are 1, 2, … */
  export const workers: usize = 0;
  /** Number of the job · 256 + threads that take part. */
  export const job: usize = 64;
  export const jobSleepers: usize = 128;
  export const arrived: usize = 192;
  export const phase: usize = 256;
  export const phaseSleepers: usize = 320;
  /** What `run` takes, from the program's address to the count of minibatches. */
  export const work: usize = 384;
}

/** Bytes of the block. */
export const controlBytes: usize = 512;
