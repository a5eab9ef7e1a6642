/** The two products of forward and backpropagation. Rows come in fours: matrices have room for a multiple of four. */
import { block4x4, block4x8 } from "./block";

/** C ← A · B + bias. A [rows, inner], B [inner, columns], bias [1, columns]; rows [from, to), multiples of 4. */
export function multiply(
  A: usize,
  aStride: usize,
  B: usize,
  bStride: usize,
  inner: i32,
  bias: usize,
  C: usize,
  cStride: usize,
  from: i32,
  to: i32,
): void {
  for (let j: usize = 0; j < cStride; j += 32) {
    panel(A, aStride, B + j, bStride, inner, C + j, cStride, cStride - j >= 32, from, to);
  }
  addBias(bias, C, cStride, from, to);
}

/** C ← C + bias for rows [from, to). */
export function addBias(bias: usize, C: usize, stride: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = C + <usize>i * stride;
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(bias + j)));
    }
  }
}

/** C ← A · Bᵀ. A [rows, inner], B [columns, inner]; scratch holds inner · 32 bytes. */
export function multiplyTransposed(
  A: usize,
  aStride: usize,
  B: usize,
  bStride: usize,
  inner: i32,
  columns: i32,
  C: usize,
  cStride: usize,
  scratch: usize,
  from: i32,
  to: i32,
): void {
  for (let j: usize = 0; j < cStride; j += 32) {
    transposeEight(B, bStride, inner, <i32>(j >> 2), columns, scratch);
    panel(A, aStride, scratch, 32, inner, C + j, cStride, cStride - j >= 32, from, to);
  }
}

/** Eight columns of C (or four, at its end), all rows: the panel of B stays in the first-level cache. */
// @ts-expect-error: decorator
@inline
function panel(
  A: usize,
  aStride: usize,
  B: usize,
  bStride: usize,
  inner: i32,
  C: usize,
  cStride: usize,
  wide: bool,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i += 4) {
    const a = A + <usize>i * aStride;
    const c = C + <usize>i * cStride;
    if (wide) block4x8(a, aStride, 4, B, bStride, inner, c, cStride);
    else block4x4(a, aStride, 4, B, bStride, inner, c, cStride);
  }
}

/** out [inner, 8] ← rows j … j + 7 of B [columns, inner], transposed; zeros behind the last row. */
function transposeEight(B: usize, bStride: usize, inner: i32, j: i32, columns: i32, out: usize): void {
  for (let r = 0; r < 8; r++) {
    const source = B + <usize>(j + r) * bStride;
    const target = out + (<usize>r << 2);
    if (j + r >= columns) {
      for (let k = 0; k < inner; k++) f32.store(target + (<usize>k << 5), 0);
    } else {
      for (let k = 0; k < inner; k++) f32.store(target + (<usize>k << 5), f32.load(source + (<usize>k << 2)));
    }
  }
}
