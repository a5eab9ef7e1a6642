/**
 * The products of forward and backpropagation, for rows [from, to) and bytes [left, right) of the rows of the result.
 * Rows are processed in fours: matrices have room for a multiple of four. Elementwise functions are applied to the
 * result while it is in the cache.
 */
import { activate } from "./activate";
import { alongRows4x8 } from "./block";
import { copyPanel, transposeEight } from "./copies";
import { address, integer, scratchOf } from "./decode";
import { throughActivation } from "./derivative";
import { alongRows4x4 } from "./narrowBlock";
import { MultiplyOperands, MultiplyTransposedOperands } from "./operands";

/** Below this number of rows a panel of B is read in place, without a copy. */
const fewRows: i32 = 8;

/**
 * s ← A · B + bias; z ← f(s). A [rows, inner], B [inner, columns]; s and z share a stride. scratch: inner · 32 bytes.
 */
export function multiply(instruction: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  const A = address(instruction, MultiplyOperands.A);
  const aStride = address(instruction, MultiplyOperands.strideA);
  const B = address(instruction, MultiplyOperands.B);
  const bStride = address(instruction, MultiplyOperands.strideB);
  const inner = integer(instruction, MultiplyOperands.inner);
  const bias = address(instruction, MultiplyOperands.bias);
  const kind = integer(instruction, MultiplyOperands.kind);
  const s = address(instruction, MultiplyOperands.s);
  const z = address(instruction, MultiplyOperands.z);
  const stride = address(instruction, MultiplyOperands.stride);
  const alpha = address(instruction, MultiplyOperands.alpha);
  const scratch = scratchOf(instruction, MultiplyOperands.scratch, MultiplyOperands.scratchBytes, part);
  const copies = to - from > fewRows;
  for (let j = left; j < right; j += 32) {
    const bytes = min<usize>(32, right - j);
    if (copies) copyPanel(B + j, bStride, inner, bytes, scratch);
    const b = copies ? scratch : B + j;
    const bStep = copies ? bytes : bStride;
    for (let i = from; i < to; i += 4) {
      const a = A + <usize>i * aStride;
      const at = <usize>i * stride + j;
      if (bytes === 32) alongRows4x8(a, aStride, b, bStep, inner, s + at, stride);
      else alongRows4x4(a, aStride, b, bStep, inner, s + at, stride);
      activate(kind, bias + j, s + at, z + at, stride, alpha + j, bytes, 4);
    }
  }
}

/**
 * delta ← (A · Bᵀ) ∘ f'(s). A [rows, inner], B [columns, inner]; delta and s have the same stride. kind linear omits
 * f'. scratch holds (inner + 3) · 32 bytes.
 */
export function multiplyTransposed(instruction: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  const A = address(instruction, MultiplyTransposedOperands.A);
  const aStride = address(instruction, MultiplyTransposedOperands.strideA);
  const B = address(instruction, MultiplyTransposedOperands.B);
  const bStride = address(instruction, MultiplyTransposedOperands.strideB);
  const inner = integer(instruction, MultiplyTransposedOperands.inner);
  const columns = integer(instruction, MultiplyTransposedOperands.columns);
  const kind = integer(instruction, MultiplyTransposedOperands.kind);
  const s = address(instruction, MultiplyTransposedOperands.s);
  const delta = address(instruction, MultiplyTransposedOperands.delta);
  const stride = address(instruction, MultiplyTransposedOperands.stride);
  const alpha = address(instruction, MultiplyTransposedOperands.alpha);
  const scratch = scratchOf(
    instruction,
    MultiplyTransposedOperands.scratch,
    MultiplyTransposedOperands.scratchBytes,
    part,
  );
  for (let j = left; j < right; j += 32) {
    const bytes = min<usize>(32, right - j);
    transposeEight(B, bStride, inner, <i32>(j >> 2), columns, scratch);
    for (let i = from; i < to; i += 4) {
      const a = A + <usize>i * aStride;
      const at = <usize>i * stride + j;
      if (bytes === 32) alongRows4x8(a, aStride, scratch, 32, inner, delta + at, stride);
      else alongRows4x4(a, aStride, scratch, 32, inner, delta + at, stride);
      throughActivation(kind, s + at, delta + at, stride, alpha + j, bytes, 4);
    }
  }
}
