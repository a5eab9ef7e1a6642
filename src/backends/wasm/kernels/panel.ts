/**
 * Weighted sums of a matrix's rows, for a list of pairs (index: u32, x: f32). A panel is as many vectors of a row as
 * fit in registers, so that a sum stays in them from its first pair to its last.
 */
import { multiplyAdd, splat } from "./functions";

export const widestPanel: i32 = 13;

/**
 * out [width vectors] ← Σ over the pairs from `list` to `end` of x · rows[index], in order from +0. Rows are `stride`
 * bytes apart.
 */
export function combine(width: i32, list: usize, end: usize, rows: usize, stride: usize, out: usize): void {
  switch (width) {
    case 1:
      return panel(1, list, end, rows, stride, out);
    case 2:
      return panel(2, list, end, rows, stride, out);
    case 3:
      return panel(3, list, end, rows, stride, out);
    case 4:
      return panel(4, list, end, rows, stride, out);
    case 5:
      return panel(5, list, end, rows, stride, out);
    case 6:
      return panel(6, list, end, rows, stride, out);
    case 7:
      return panel(7, list, end, rows, stride, out);
    case 8:
      return panel(8, list, end, rows, stride, out);
    case 9:
      return panel(9, list, end, rows, stride, out);
    case 10:
      return panel(10, list, end, rows, stride, out);
    case 11:
      return panel(11, list, end, rows, stride, out);
    case 12:
      return panel(12, list, end, rows, stride, out);
    default:
      return panel(13, list, end, rows, stride, out);
  }
}

/** Inlined with a constant `width`: unused branches are not compiled. */
// @ts-expect-error: decorator
@inline
function panel(width: i32, list: usize, end: usize, rows: usize, stride: usize, out: usize): void {
  let c0 = splat(0);
  let c1 = splat(0);
  let c2 = splat(0);
  let c3 = splat(0);
  let c4 = splat(0);
  let c5 = splat(0);
  let c6 = splat(0);
  let c7 = splat(0);
  let c8 = splat(0);
  let c9 = splat(0);
  let c10 = splat(0);
  let c11 = splat(0);
  let c12 = splat(0);
  for (; list < end; list += 8) {
    const row = rows + <usize>load<u32>(list) * stride;
    const x = v128.load32_splat(list, 4);
    c0 = multiplyAdd(x, v128.load(row), c0);
    if (width > 1) c1 = multiplyAdd(x, v128.load(row, 16), c1);
    if (width > 2) c2 = multiplyAdd(x, v128.load(row, 32), c2);
    if (width > 3) c3 = multiplyAdd(x, v128.load(row, 48), c3);
    if (width > 4) c4 = multiplyAdd(x, v128.load(row, 64), c4);
    if (width > 5) c5 = multiplyAdd(x, v128.load(row, 80), c5);
    if (width > 6) c6 = multiplyAdd(x, v128.load(row, 96), c6);
    if (width > 7) c7 = multiplyAdd(x, v128.load(row, 112), c7);
    if (width > 8) c8 = multiplyAdd(x, v128.load(row, 128), c8);
    if (width > 9) c9 = multiplyAdd(x, v128.load(row, 144), c9);
    if (width > 10) c10 = multiplyAdd(x, v128.load(row, 160), c10);
    if (width > 11) c11 = multiplyAdd(x, v128.load(row, 176), c11);
    if (width > 12) c12 = multiplyAdd(x, v128.load(row, 192), c12);
  }
  v128.store(out, c0);
  if (width > 1) v128.store(out, c1, 16);
  if (width > 2) v128.store(out, c2, 32);
  if (width > 3) v128.store(out, c3, 48);
  if (width > 4) v128.store(out, c4, 64);
  if (width > 5) v128.store(out, c5, 80);
  if (width > 6) v128.store(out, c6, 96);
  if (width > 7) v128.store(out, c7, 112);
  if (width > 8) v128.store(out, c8, 128);
  if (width > 9) v128.store(out, c9, 144);
  if (width > 10) v128.store(out, c10, 160);
  if (width > 11) v128.store(out, c11, 176);
  if (width > 12) v128.store(out, c12, 192);
}
