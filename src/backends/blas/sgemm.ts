/** A BLAS as the backend uses it: products of matrices in one memory. */

/** cblas_sgemm with m, n, k, byte addresses and row strides in bytes; all row-major. */
export type Sgemm = (
  transposeA: boolean,
  transposeB: boolean,
  sizes: readonly [m: number, n: number, k: number],
  a: readonly [address: number, stride: number],
  b: readonly [address: number, stride: number],
  c: readonly [address: number, stride: number],
) => void;

export interface BlasLibrary {
  readonly name: string;
  /** Returns the product for matrices in this memory. */
  sgemmOn(memory: ArrayBuffer): Sgemm;
  /** Sets the number of threads; does nothing if the library has no function for it. */
  setThreads(count: number): void;
}
