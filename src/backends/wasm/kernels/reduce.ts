/** Reduces a matrix to one number for display: training does not depend on it. Sums are computed in float64. */
import { allFinite, splat } from "./functions";
import { Reduction } from "./reduction";
import { realLanes } from "./rows";

/** Reduces the first `rows` rows. NaN if an element is NaN. */
export function reduce(kind: i32, matrix: usize, stride: usize, rows: i32, columns: i32): f64 {
  if (kind <= Reduction.minAbs) {
    const least = kind === Reduction.min || kind === Reduction.minAbs;
    const most = extreme(matrix, stride, rows, columns, keptBits(kind >= Reduction.maxAbs), least ? signBits() : splat(0));
    return least ? -most : most;
  }
  if (kind === Reduction.finite) return <f64>finite(matrix, stride, rows, columns);
  return sum(matrix, stride, rows, columns, keptBits(kind === Reduction.sumAbs), kind === Reduction.squares);
}

// @ts-expect-error: decorator
@inline
function signBits(): v128 {
  return i32x4.splat(0x8000_0000);
}

/** Adds up all elements, or their absolute values. */
// @ts-expect-error: decorator
@inline
function keptBits(absolute: boolean): v128 {
  return i32x4.splat(absolute ? 0x7fff_ffff : -1);
}

/** Returns the largest element after masking bits with `kept` and flipping those of `flipped`. */
function extreme(matrix: usize, stride: usize, rows: i32, columns: i32, kept: v128, flipped: v128): f64 {
  let most = splat(-Infinity);
  let other = splat(-Infinity);
  let unordered = splat(0);
  const whole = columns & ~7;
  for (let i = 0; i < rows; i++) {
    const row = matrix + <usize>i * stride;
    let j = 0;
    for (; j < whole; j += 8) {
      const at = row + (<usize>j << 2);
      const x = v128.xor(v128.and(v128.load(at), kept), flipped);
      const y = v128.xor(v128.and(v128.load(at, 16), kept), flipped);
      unordered = v128.or(unordered, v128.or(f32x4.ne(x, x), f32x4.ne(y, y)));
      most = f32x4.pmax(most, x);
      other = f32x4.pmax(other, y);
    }
    for (; j < columns; j += 4) {
      const x = v128.xor(v128.and(v128.load(row + (<usize>j << 2)), kept), flipped);
      const real = v128.bitselect(x, splat(-Infinity), realLanes(j, columns));
      unordered = v128.or(unordered, f32x4.ne(real, real));
      most = f32x4.pmax(most, real);
    }
  }
  if (v128.any_true(unordered)) return NaN;
  most = f32x4.pmax(most, other);
  const a = max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
  const b = max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3));
  return <f64>max<f32>(a, b);
}

function sum(matrix: usize, stride: usize, rows: i32, columns: i32, kept: v128, squared: boolean): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i = 0; i < rows; i++) {
    const row = matrix + <usize>i * stride;
    for (let j = 0; j < columns; j += 4) {
      let x = v128.and(v128.load(row + (<usize>j << 2)), kept);
      if (j + 4 > columns) x = v128.and(x, realLanes(j, columns));
      let a = f64x2.promote_low_f32x4(x);
      let b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1));
      if (squared) {
        a = f64x2.mul(a, a);
        b = f64x2.mul(b, b);
      }
      low = f64x2.add(low, a);
      high = f64x2.add(high, b);
    }
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

function finite(matrix: usize, stride: usize, rows: i32, columns: i32): bool {
  let differences = splat(0);
  for (let i = 0; i < rows; i++) {
    const row = matrix + <usize>i * stride;
    for (let j = 0; j < columns; j += 4) {
      const x = v128.and(v128.load(row + (<usize>j << 2)), realLanes(j, columns));
      differences = v128.or(differences, f32x4.sub(x, x));
    }
  }
  return allFinite(differences);
}
