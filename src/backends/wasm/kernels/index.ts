/**
 * The kernels: SIMD on one WebAssembly.Memory. Addresses are bytes. A matrix is row-major float32 whose rows are
 * `stride` bytes apart, a multiple of 16, so that whole vectors can be read and written at the end of a row; what
 * stands behind the last column is never used. Work is split by outputs: a call does [from, to) of them. From
 * outside, whole programs are run, once examples are packed, and matrices reduced to one number.
 */
export { packBytes, packPairs } from "./pack";
export { reduce } from "./reduce";
export { help, join, lead, nextJob } from "./threads";
