/**
 * Where a minibatch's sparse rows and columns lie (sparseRows.ts), uint32 at these bytes. Offsets count from the
 * beginning of a thread's own region.
 */
export namespace SparseLayout {
  export const region: usize = 0;
  /** Bytes of each thread's region. It begins with (begin, end) of each row's pairs. */
  export const each: usize = 4;
  export const pairs: usize = 8;
  /** Where each column's pairs end. */
  export const ends: usize = 12;
  export const columns: usize = 16;
  /** How far columns' pairs lie apart. */
  export const columnBytes: usize = 20;
  export const inputs: usize = 24;
  /** Address of the flag that asks for zeros too: 0 · w is not zero where w is not finite. */
  export const full: usize = 28;
}
