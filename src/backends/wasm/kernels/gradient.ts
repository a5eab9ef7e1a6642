/**
 * G = fromᵀ · delta / rows + penalty, stored (storeGradient) or applied at once (updateWeights), in the same
 * arithmetic: for rows [first, last) of W, first a multiple of 4, and bytes [left, right) of them.
 */
import { downColumns4x8 } from "./block";
import { copyPanel } from "./copies";
import { address, integer, scratchOf } from "./decode";
import { allFinite, splat } from "./functions";
import { Minibatch } from "./minibatch";
import { downColumns4x4 } from "./narrowBlock";
import { DenseGradientOperands, SumsGradientOperands, WeightOperands } from "./operands";
import { isPlain, penalized, penalizedAndFollowed, plainStep } from "./step";
import { StepBlock } from "./stepBlock";

/** Bytes of a row of `from` that are processed together: a cache line. */
const together: usize = 64;
/** Offset of the copies in scratch, after one block. */
const copies: usize = 128;

/**
 * G ← the gradient of W. from [rows, inputs], delta [rows, units], W and G [inputs, units] with the same stride. `step`
 * has the layout of stepBlock.ts; scratch holds 128 bytes plus, for each row, 64 bytes and the bytes of delta's row.
 */
export function storeGradient(
  instruction: usize,
  minibatch: usize,
  part: i32,
  first: i32,
  last: i32,
  left: usize,
  right: usize,
): void {
  const from = address(instruction, DenseGradientOperands.from);
  const fromStride = address(instruction, DenseGradientOperands.strideFrom);
  const delta = address(instruction, DenseGradientOperands.delta);
  const stride = address(instruction, DenseGradientOperands.stride);
  const scratch = scratchOf(instruction, DenseGradientOperands.scratch, DenseGradientOperands.scratchBytes, part);
  const rows = load<i32>(minibatch, Minibatch.rows);
  const W = address(instruction, WeightOperands.W);
  const G = address(instruction, WeightOperands.m0);
  const strideW = address(instruction, WeightOperands.strideW);
  const step = minibatch + address(instruction, WeightOperands.step);
  const a = scratch + copies;
  const b = a + <usize>rows * together;
  copyPanels(delta, stride, rows, left, right, b);
  for (let k = first; k < last; k += 4) {
    if (((k - first) & 15) === 0) copyColumns(from, fromStride, rows, k, last, a);
    const height = min(4, last - k);
    for (let j = left; j < right; j += 32) {
      const bytes = min<usize>(32, right - j);
      block(a + (<usize>((k - first) & 15) << 2), b + (j - left) * <usize>rows, bytes, rows, scratch);
      for (let r = 0; r < height; r++) {
        const at = <usize>(k + r) * strideW + j;
        for (let c: usize = 0; c < bytes; c += 16) {
          const sum = v128.load(scratch + (<usize>r << 5) + c);
          v128.store(G + at + c, penalized(step, sum, v128.load(W + at + c)));
        }
      }
    }
  }
}

/**
 * Computes the same gradient and applies the optimizer's step to W and its accumulators m0 and m1; stores no gradient.
 * Sets the flag at nonFinite if a weight is not finite any more.
 */
export function updateWeights(
  instruction: usize,
  minibatch: usize,
  part: i32,
  first: i32,
  last: i32,
  left: usize,
  right: usize,
): void {
  const from = address(instruction, DenseGradientOperands.from);
  const fromStride = address(instruction, DenseGradientOperands.strideFrom);
  const delta = address(instruction, DenseGradientOperands.delta);
  const stride = address(instruction, DenseGradientOperands.stride);
  const scratch = scratchOf(instruction, DenseGradientOperands.scratch, DenseGradientOperands.scratchBytes, part);
  const rows = load<i32>(minibatch, Minibatch.rows);
  const W = address(instruction, WeightOperands.W);
  const m0 = address(instruction, WeightOperands.m0);
  const m1 = address(instruction, WeightOperands.m1);
  const strideW = address(instruction, WeightOperands.strideW);
  const step = minibatch + address(instruction, WeightOperands.step);
  const nonFinite = address(instruction, WeightOperands.nonFinite);
  const a = scratch + copies;
  const b = a + <usize>rows * together;
  copyPanels(delta, stride, rows, left, right, b);
  const plain = isPlain(step);
  const scale = v128.load32_splat(step, StepBlock.scale);
  const l2 = v128.load32_splat(step, StepBlock.l2);
  const rate = v128.load32_splat(step, StepBlock.rate);
  let differences = splat(0);
  for (let k = first; k < last; k += 4) {
    if (((k - first) & 15) === 0) copyColumns(from, fromStride, rows, k, last, a);
    const height = min(4, last - k);
    for (let j = left; j < right; j += 32) {
      const bytes = min<usize>(32, right - j);
      block(a + (<usize>((k - first) & 15) << 2), b + (j - left) * <usize>rows, bytes, rows, scratch);
      for (let r = 0; r < height; r++) {
        const at = <usize>(k + r) * strideW + j;
        const sums = scratch + (<usize>r << 5);
        if (plain) {
          for (let c: usize = 0; c < bytes; c += 16) {
            const w = plainStep(v128.load(W + at + c), f32x4.mul(v128.load(sums + c), scale), l2, rate);
            v128.store(W + at + c, w);
            differences = v128.or(differences, f32x4.sub(w, w));
          }
        } else penalizedAndFollowed(step, sums, W + at, m0 + at, m1 + at, bytes, nonFinite);
      }
    }
  }
  if (!allFinite(differences)) store<i32>(nonFinite, 1);
}

/** storeGradient from precomputed sums over rows, `sums` [inputs, units]. */
export function storeGradientOfSums(instruction: usize, minibatch: usize, first: i32, last: i32): void {
  const sums = address(instruction, SumsGradientOperands.sums);
  const stride = address(instruction, WeightOperands.strideW);
  const W = address(instruction, WeightOperands.W);
  const G = address(instruction, WeightOperands.m0);
  const step = minibatch + address(instruction, WeightOperands.step);
  const end = <usize>last * stride;
  for (let at = <usize>first * stride; at < end; at += 16) {
    v128.store(G + at, penalized(step, v128.load(sums + at), v128.load(W + at)));
  }
}

/** updateWeights from precomputed sums over rows. */
export function updateWeightsOfSums(instruction: usize, minibatch: usize, first: i32, last: i32): void {
  const sums = address(instruction, SumsGradientOperands.sums);
  const stride = address(instruction, WeightOperands.strideW);
  const W = address(instruction, WeightOperands.W);
  const m0 = address(instruction, WeightOperands.m0);
  const m1 = address(instruction, WeightOperands.m1);
  const step = minibatch + address(instruction, WeightOperands.step);
  const nonFinite = address(instruction, WeightOperands.nonFinite);
  const at = <usize>first * stride;
  penalizedAndFollowed(step, sums + at, W + at, m0 + at, m1 + at, <usize>(last - first) * stride, nonFinite);
}

/** Copies all panels of eight units, one after the other. */
function copyPanels(delta: usize, stride: usize, rows: i32, left: usize, right: usize, out: usize): void {
  for (let j = left; j < right; j += 32) {
    copyPanel(delta + j, stride, rows, min<usize>(32, right - j), out + (j - left) * <usize>rows);
  }
}

/** Copies columns k … k + 15 of `from`, up to `last`, with rows 64 bytes apart. */
function copyColumns(from: usize, stride: usize, rows: i32, k: i32, last: i32, out: usize): void {
  const bytes = min<usize>(together, (<usize>(last - k) << 2) + 15 & ~15);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const row = from + i * stride + (<usize>k << 2);
    for (let j: usize = 0; j < bytes; j += 16) v128.store(out + i * together + j, v128.load(row + j));
  }
}

/** scratch [4, 8] ← Σ over rows of four columns ⊗ eight units */
// @ts-expect-error: decorator
@inline
function block(a: usize, b: usize, bytes: usize, rows: i32, scratch: usize): void {
  if (bytes === 32) downColumns4x8(a, together, b, 32, rows, scratch, 32);
  else downColumns4x4(a, together, b, 16, rows, scratch, 32);
}
