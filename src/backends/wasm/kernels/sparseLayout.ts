/**
 * Layout of a minibatch's sparse rows and columns (sparseRows.ts), uint32 at these byte offsets. Offsets in the fields
 * count from the start of a thread's region.
 */
export namespace SparseLayout {
  export const region: usize = 0;
  /** Bytes of each thread's region. It starts with (begin, end) of each row's pairs. */
  export const each: usize = 4;
  export const pairs: usize = 8;
  /** Offset of the end addresses of the columns' pairs. */
  export const ends: usize = 12;
  export const columns: usize = 16;
  /** Distance between the columns' pairs, in bytes. */
  export const columnBytes: usize = 20;
  export const inputs: usize = 24;
  /** Address of the flag that includes zeros too: 0 · w is not zero if w is not finite. */
  export const full: usize = 28;
}
