/**
 * The kernels: SIMD on one WebAssembly.Memory. Addresses are bytes. A matrix is row-major float32 whose rows are `stride` bytes
 * apart, a multiple of 16, so that whole vectors can be read and written at the end of a row; what stands behind the
 * last column is never used. Work is split by outputs: a call does [from, to) of them.
 */
export { activate, softmaxRows } from "./activate";
export { alphaGradient, sumColumns } from "./columns";
export { backpropagateElements, softmaxBackpropagateRows } from "./derivative";
export { applyDropout } from "./dropout";
export { gatherBytes, gatherClasses, gatherDense, gatherFloats } from "./gather";
export { storeGradient, updateWeights } from "./gradient";
export { measureRows } from "./measure";
export { multiply, multiplyTransposed } from "./multiply";
export { differences, weighRows } from "./outputError";
export { scaleVector, updateVector } from "./updateVector";
