/**
 * The inner loop of all three products: a block of 4 × 8 (or 4 × 4) outputs, summed over `inner` in ascending order
 * from +0.
 *
 *     out[r][c] = Σ_k a[r, k] · b[k, c]
 *
 * A · B steps along the rows of A, Aᵀ · B down its columns. Steps are bytes. Each form is a separate, plain function:
 * only then do the engine's compilers keep all sums in registers.
 */
import { multiplyAdd } from "./functions";

/** A · B: the rows of A are aRowStep bytes apart. */
export function alongRows4x8(
  a: usize,
  aRowStep: usize,
  b: usize,
  bStep: usize,
  inner: i32,
  out: usize,
  outRowStep: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let a0 = a;
  let a1 = a0 + aRowStep;
  let a2 = a1 + aRowStep;
  let a3 = a2 + aRowStep;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += bStep;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += outRowStep;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += outRowStep;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += outRowStep;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

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
export function downColumns4x8(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  inner: i32,
  out: usize,
  outRowStep: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += aStep;
    b += bStep;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += outRowStep;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += outRowStep;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += outRowStep;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

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
