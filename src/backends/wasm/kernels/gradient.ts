/** G = fromᵀ · delta / rows + penalty, kept (storeGradient) or followed at once (updateWeights), in the same arithmetic. */
import { block4x4, block4x8 } from "./block";
import { penalized, penalizedAndFollowed } from "./step";

/**
 * G ← the gradient of W. from [rows, inputs], delta [rows, units], W and G [inputs, units]; rows of W [first, last), first a
 * multiple of 4. `step` is laid out as step.ts says; scratch holds 128 bytes.
 */
export function storeGradient(
  from: usize,
  fromStride: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  W: usize,
  G: usize,
  step: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  for (let k = first; k < last; k += 4) {
    const height = min(4, last - k);
    for (let j: usize = 0; j < stride; j += 32) {
      const width = min<usize>(32, stride - j);
      block(from, fromStride, delta + j, stride, rows, k, width, scratch);
      for (let r = 0; r < height; r++) {
        const at = <usize>(k + r) * stride + j;
        for (let c: usize = 0; c < width; c += 16) {
          const sum = v128.load(scratch + (<usize>r << 5) + c);
          v128.store(G + at + c, penalized(step, sum, v128.load(W + at + c)));
        }
      }
    }
  }
}

/**
 * The same, and the optimizer's step: W and its accumulators m0 and m1 change, no gradient is stored. Sets the flag at nonFinite where
 * a weight is not finite any more.
 */
export function updateWeights(
  from: usize,
  fromStride: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  W: usize,
  m0: usize,
  m1: usize,
  step: usize,
  nonFinite: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  for (let k = first; k < last; k += 4) {
    const height = min(4, last - k);
    for (let j: usize = 0; j < stride; j += 32) {
      const width = min<usize>(32, stride - j);
      block(from, fromStride, delta + j, stride, rows, k, width, scratch);
      for (let r = 0; r < height; r++) {
        const at = <usize>(k + r) * stride + j;
        penalizedAndFollowed(step, scratch + (<usize>r << 5), W + at, m0 + at, m1 + at, width, nonFinite);
      }
    }
  }
}

/** storeGradient where the sums over rows are there already, in `sums` [inputs, units]. */
export function storeGradientOfSums(
  sums: usize,
  stride: usize,
  W: usize,
  G: usize,
  step: usize,
  first: i32,
  last: i32,
): void {
  const end = <usize>last * stride;
  for (let at = <usize>first * stride; at < end; at += 16) {
    v128.store(G + at, penalized(step, v128.load(sums + at), v128.load(W + at)));
  }
}

/** updateWeights likewise. */
export function updateWeightsOfSums(
  sums: usize,
  stride: usize,
  W: usize,
  m0: usize,
  m1: usize,
  step: usize,
  nonFinite: usize,
  first: i32,
  last: i32,
): void {
  const at = <usize>first * stride;
  penalizedAndFollowed(step, sums + at, W + at, m0 + at, m1 + at, <usize>(last - first) * stride, nonFinite);
}

/** scratch [4, 8] ← Σ over rows of from[row, k … k + 3] ⊗ delta[row, …] */
// @ts-expect-error: decorator
@inline
function block(
  from: usize,
  fromStride: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  k: i32,
  width: usize,
  scratch: usize,
): void {
  const a = from + (<usize>k << 2);
  if (width === 32) block4x8(a, 4, fromStride, delta, stride, rows, scratch, 32);
  else block4x4(a, 4, fromStride, delta, stride, rows, scratch, 32);
}
