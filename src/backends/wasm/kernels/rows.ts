/** Sums and maxima over the used columns of a row, always in the same order: four running values, then across. */
import { splat } from "./functions";

/** Returns all bits set in the lanes of the vector at column j that are before `columns`. */
// @ts-expect-error: decorator
@inline
export function realLanes(j: i32, columns: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(j)), i32x4.splat(columns));
}

/** Returns the largest element; NaN if one of them is NaN. */
export function largestOf(row: usize, stride: usize, columns: i32): f32 {
  let largest = splat(-Infinity);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    const x = v128.bitselect(v128.load(row + (<usize>j << 2)), splat(-Infinity), realLanes(j, columns));
    largest = f32x4.max(largest, x);
  }
  const a = max<f32>(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  const b = max<f32>(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3));
  return max<f32>(a, b);
}

export function sumOf(row: usize, stride: usize, columns: i32): f32 {
  let sum = splat(0);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    sum = f32x4.add(sum, v128.and(v128.load(row + (<usize>j << 2)), realLanes(j, columns)));
  }
  return across(sum);
}

/** Σ a_j b_j */
export function innerProduct(a: usize, b: usize, stride: usize, columns: i32): f32 {
  let sum = splat(0);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    const at = <usize>j << 2;
    sum = f32x4.add(sum, v128.and(f32x4.mul(v128.load(a + at), v128.load(b + at)), realLanes(j, columns)));
  }
  return across(sum);
}

// @ts-expect-error: decorator
@inline
export function across(sum: v128): f32 {
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}
