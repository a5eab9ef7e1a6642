/**
 * The kernels: SIMD on one WebAssembly.Memory. Addresses are bytes. A matrix is row-major float32 whose rows are `stride` bytes
 * apart, a multiple of 16, so that whole vectors can be read and written at the end of a row; what stands behind the
 * last column is never used. Work is split by outputs: a call does [from, to) of them. What is called from outside are programs alone.
 */
export { run } from "./program";
