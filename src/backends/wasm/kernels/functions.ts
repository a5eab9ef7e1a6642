/**
 * e^x, ln x and functions built on them, four numbers at a time, in plain arithmetic so that every engine gives the
 * same bits. Polynomials of S. Moshier's Cephes library (single precision): about 2 ulp.
 */

// @ts-expect-error: decorator
@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** a · b + c: rounded twice, or once if relaxed SIMD fuses it (the backend `wasm-relaxed`). */
// @ts-expect-error: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Returns true if all x were finite, from the bitwise or of all x − x: +0 for finite x, else NaN. */
// @ts-expect-error: decorator
@inline
export function allFinite(differences: v128): bool {
  return !v128.any_true(differences);
}

/** e^x; the smallest normal number below −87.3, 2.4e38 above 88.3: finite for every finite x. NaN stays NaN. */
// @ts-expect-error: decorator
@inline
export function exp(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, splat(-87.33654)), splat(88.3));
  const n = f32x4.floor(f32x4.add(f32x4.mul(x, splat(1.44269504088896341)), splat(0.5)));
  let r = f32x4.sub(x, f32x4.mul(n, splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, splat(-2.12194440e-4)));
  let p = splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), splat(5.0000001201e-1));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), f32x4.add(r, splat(1)));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, scale);
}

/** ln(1 + e) for e in [0, 1] */
// @ts-expect-error: decorator
@inline
export function log1p(e: v128): v128 {
  const y = f32x4.add(splat(1), e);
  // ln y = ln m + k ln 2 with m in [√½, √2): here k is 0 or 1.
  const large = f32x4.gt(y, splat(1.41421356237));
  const k = v128.and(large, splat(1));
  const x = f32x4.sub(v128.bitselect(f32x4.mul(y, splat(0.5)), y, large), splat(1));
  const z = f32x4.mul(x, x);
  let p = splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, x), splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, x), splat(3.3333331174e-1));
  let result = f32x4.mul(f32x4.mul(p, x), z);
  result = f32x4.add(result, f32x4.mul(k, splat(-2.12194440e-4)));
  result = f32x4.sub(result, f32x4.mul(z, splat(0.5)));
  return f32x4.add(f32x4.add(x, result), f32x4.mul(k, splat(0.693359375)));
}

/** 1 / (1 + e^−x), computed with e^−|x| */
// @ts-expect-error: decorator
@inline
export function sigmoid(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const over = v128.bitselect(e, splat(1), f32x4.lt(x, splat(0)));
  return f32x4.div(over, f32x4.add(splat(1), e));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|) */
// @ts-expect-error: decorator
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.max(x, splat(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

/** tanh x: a polynomial near 0, else (1 − e) / (1 + e) with e = e^−2|x| and the sign of x. */
// @ts-expect-error: decorator
@inline
export function tanh(x: v128): v128 {
  const a = f32x4.abs(x);
  const e = exp(f32x4.mul(a, splat(-2)));
  const far = f32x4.div(f32x4.sub(splat(1), e), f32x4.add(splat(1), e));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  const z = f32x4.mul(x, x);
  let p = splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), splat(-3.33332819422e-1));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  return v128.bitselect(near, signed, f32x4.lt(a, splat(0.625)));
}

/** Φ(x), the normal distribution function: Abramowitz and Stegun 7.1.26. */
// @ts-expect-error: decorator
@inline
export function normalDistribution(x: v128): v128 {
  const t = f32x4.div(splat(1), f32x4.add(splat(1), f32x4.mul(splat(0.23164189), f32x4.abs(x))));
  let p = splat(1.061405429);
  p = f32x4.add(f32x4.mul(p, t), splat(-1.453152027));
  p = f32x4.add(f32x4.mul(p, t), splat(1.421413741));
  p = f32x4.add(f32x4.mul(p, t), splat(-0.284496736));
  p = f32x4.add(f32x4.mul(p, t), splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(splat(0.5), f32x4.mul(p, t)), halfSquareExp(x));
  return v128.bitselect(tail, f32x4.sub(splat(1), tail), f32x4.lt(x, splat(0)));
}

/** e^(−x²/2) */
// @ts-expect-error: decorator
@inline
export function halfSquareExp(x: v128): v128 {
  return exp(f32x4.mul(f32x4.mul(x, x), splat(-0.5)));
}
