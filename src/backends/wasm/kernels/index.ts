/**
 * The kernels: SIMD on one WebAssembly.Memory. Addresses are bytes. A matrix is row-major float32 with rows `stride`
 * bytes apart, a multiple of 16, so that whole vectors can be read and written at the end of a row; values after the
 * last column are never used. Work is split by outputs: a call computes [from, to) of them. The host runs whole
 * programs, packs examples once, and reduces matrices to one number.
 */
export { packBytes, packCells, packPairs } from "./pack";
export { reduce } from "./reduce";
export { help, join, lead, nextJob } from "./threads";
