/** The inner loop of the products at the right edge: blocks of 4 × 4 outputs, with the arguments of block.ts. */
import { multiplyAdd } from "./functions";

/** A · B: the rows of A are aRowStep bytes apart. */
export function alongRows4x4(
  a: usize,
  aRowStep: usize,
  b: usize,
  bStep: usize,
  inner: i32,
  out: usize,
  outRowStep: usize,
): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let a0 = a;
  let a1 = a0 + aRowStep;
  let a2 = a1 + aRowStep;
  let a3 = a2 + aRowStep;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    c0 = multiplyAdd(v128.load32_splat(a0), b0, c0);
    c1 = multiplyAdd(v128.load32_splat(a1), b0, c1);
    c2 = multiplyAdd(v128.load32_splat(a2), b0, c2);
    c3 = multiplyAdd(v128.load32_splat(a3), b0, c3);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += bStep;
  }
  v128.store(out, c0);
  v128.store(out + outRowStep, c1);
  v128.store(out + 2 * outRowStep, c2);
  v128.store(out + 3 * outRowStep, c3);
}

/** Aᵀ · B: four numbers of A are contiguous, the next four are aStep bytes further. */
export function downColumns4x4(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  inner: i32,
  out: usize,
  outRowStep: usize,
): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    c0 = multiplyAdd(v128.load32_splat(a), b0, c0);
    c1 = multiplyAdd(v128.load32_splat(a, 4), b0, c1);
    c2 = multiplyAdd(v128.load32_splat(a, 8), b0, c2);
    c3 = multiplyAdd(v128.load32_splat(a, 12), b0, c3);
    a += aStep;
    b += bStep;
  }
  v128.store(out, c0);
  v128.store(out + outRowStep, c1);
  v128.store(out + 2 * outRowStep, c2);
  v128.store(out + 3 * outRowStep, c3);
}
