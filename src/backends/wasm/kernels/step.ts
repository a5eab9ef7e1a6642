/** The penalty and the optimizer's step for four numbers. `step` is the address of a block (stepBlock.ts). */
import { allFinite, splat } from "./functions";
import { OptimizerKind, StepBlock } from "./stepBlock";

// @ts-expect-error: decorator
@inline
function value(step: usize, at: usize): v128 {
  return v128.load32_splat(step + at);
}

/** sum · scale + l2 w + l1 sign(w), where scale is 1 / rows */
// @ts-expect-error: decorator
@inline
export function penalized(step: usize, sum: v128, w: v128): v128 {
  let g = f32x4.add(f32x4.mul(sum, value(step, StepBlock.scale)), f32x4.mul(value(step, StepBlock.l2), w));
  const l1 = f32.load(step + StepBlock.l1);
  if (l1 !== 0) {
    const positive = v128.and(f32x4.gt(w, splat(0)), splat(l1));
    const negative = v128.and(f32x4.lt(w, splat(0)), splat(l1));
    g = f32x4.add(g, f32x4.sub(positive, negative));
  }
  return g;
}

/**
 * Applies the step of the penalized gradient to `bytes` of one row of w; sums are the inputs of `penalized`. Sets the
 * flag at nonFinite if a new w is not finite.
 */
// @ts-expect-error: decorator
@inline
export function penalizedAndFollowed(
  step: usize,
  sums: usize,
  w: usize,
  m0: usize,
  m1: usize,
  bytes: usize,
  nonFinite: usize,
): void {
  let differences = splat(0);
  if (isPlain(step)) {
    // The same arithmetic, with the constants kept in registers.
    const scale = value(step, StepBlock.scale);
    const l2 = value(step, StepBlock.l2);
    const rate = value(step, StepBlock.rate);
    for (let j: usize = 0; j < bytes; j += 16) {
      const old = v128.load(w + j);
      const x = plainStep(old, f32x4.mul(v128.load(sums + j), scale), l2, rate);
      v128.store(w + j, x);
      differences = v128.or(differences, f32x4.sub(x, x));
    }
  } else {
    for (let j: usize = 0; j < bytes; j += 16) {
      const old = v128.load(w + j);
      const x = followed(step, old, penalized(step, v128.load(sums + j), old), m0 + j, m1 + j);
      v128.store(w + j, x);
      differences = v128.or(differences, f32x4.sub(x, x));
    }
  }
  if (!allFinite(differences)) store<i32>(nonFinite, 1);
}

/** Returns true for sgd without momentum and without l1. */
// @ts-expect-error: decorator
@inline
export function isPlain(step: usize): bool {
  return f32.load(step + StepBlock.optimizer) === OptimizerKind.sgd && f32.load(step + StepBlock.l1) === 0;
}

/** Returns the new w of plain sgd, with `mean` = sum · scale. */
// @ts-expect-error: decorator
@inline
export function plainStep(w: v128, mean: v128, l2: v128, rate: v128): v128 {
  return f32x4.sub(w, f32x4.mul(rate, f32x4.add(mean, f32x4.mul(l2, w))));
}

/**
 * Applies the step of plain sgd along sums · scale to `bytes` of one row of w; four vectors at a time, to amortize the
 * loop. @returns the bitwise or of all w − w, as allFinite expects it
 */
// @ts-expect-error: decorator
@inline
export function followPlainly(w: usize, sums: usize, bytes: usize, scale: v128, l2: v128, rate: v128): v128 {
  let differences = splat(0);
  const end = w + bytes;
  const fours = w + (bytes & ~63);
  for (; w < fours; w += 64) {
    const a = stepped(w, f32x4.mul(v128.load(sums), scale), l2, rate);
    const b = stepped(w + 16, f32x4.mul(v128.load(sums, 16), scale), l2, rate);
    const c = stepped(w + 32, f32x4.mul(v128.load(sums, 32), scale), l2, rate);
    const d = stepped(w + 48, f32x4.mul(v128.load(sums, 48), scale), l2, rate);
    differences = v128.or(differences, v128.or(v128.or(a, b), v128.or(c, d)));
    sums += 64;
  }
  for (; w < end; w += 16) {
    differences = v128.or(differences, stepped(w, f32x4.mul(v128.load(sums), scale), l2, rate));
    sums += 16;
  }
  return differences;
}

/** @returns the new w − w: +0 if it is finite */
// @ts-expect-error: decorator
@inline
function stepped(w: usize, mean: v128, l2: v128, rate: v128): v128 {
  const x = plainStep(v128.load(w), mean, l2, rate);
  v128.store(w, x);
  return f32x4.sub(x, x);
}

/**
 * Applies plain sgd to `bytes` of some rows of W whose sums are all zero. A penalty smaller than the weight leaves it
 * finite; without a penalty it does not change.
 */
export function followWithoutInputs(
  step: usize,
  w: usize,
  bytes: usize,
  stride: usize,
  rows: i32,
  nonFinite: usize,
): void {
  const shrinks = f32.load(step + StepBlock.l2) <= 1 && f32.load(step + StepBlock.rate) * f32.load(step + StepBlock.l2) <= 1;
  if (shrinks && f32.load(step + StepBlock.l2) === 0) return;
  const l2 = value(step, StepBlock.l2);
  const rate = value(step, StepBlock.rate);
  let differences = splat(0);
  if (bytes === stride) {
    bytes *= <usize>rows;
    rows = 1;
  }
  for (let i = 0; i < rows; i++) {
    const end = w + bytes;
    const fours = w + (bytes & ~63);
    let at = w;
    for (; at < fours; at += 64) {
      const a = stepped(at, splat(0), l2, rate);
      const b = stepped(at + 16, splat(0), l2, rate);
      const c = stepped(at + 32, splat(0), l2, rate);
      const d = stepped(at + 48, splat(0), l2, rate);
      if (!shrinks) differences = v128.or(differences, v128.or(v128.or(a, b), v128.or(c, d)));
    }
    for (; at < end; at += 16) differences = v128.or(differences, stepped(at, splat(0), l2, rate));
    w += stride;
  }
  if (!shrinks && !allFinite(differences)) store<i32>(nonFinite, 1);
}

/** Returns the new w; updates the accumulators at m0 and m1. */
// @ts-expect-error: decorator
@inline
export function followed(step: usize, w: v128, g: v128, m0: usize, m1: usize): v128 {
  const optimizer = f32.load(step + StepBlock.optimizer);
  const rate = value(step, StepBlock.rate);
  if (optimizer === OptimizerKind.sgd) return f32x4.sub(w, f32x4.mul(rate, g));
  if (optimizer <= OptimizerKind.nesterov) {
    const momentum = value(step, StepBlock.momentum);
    const v = f32x4.add(f32x4.mul(momentum, v128.load(m0)), g);
    v128.store(m0, v);
    const along = optimizer === OptimizerKind.nesterov ? f32x4.add(g, f32x4.mul(momentum, v)) : v;
    return f32x4.sub(w, f32x4.mul(rate, along));
  }
  const epsilon = value(step, StepBlock.epsilon);
  const square = optimizer === OptimizerKind.rmsprop ? m0 : m1;
  const kept = f32x4.mul(value(step, StepBlock.beta2), v128.load(square));
  const v = f32x4.add(kept, f32x4.mul(value(step, StepBlock.rest2), f32x4.mul(g, g)));
  v128.store(square, v);
  if (optimizer === OptimizerKind.rmsprop) {
    return f32x4.sub(w, f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(v), epsilon)));
  }
  const m = f32x4.add(f32x4.mul(value(step, StepBlock.beta1), v128.load(m0)), f32x4.mul(value(step, StepBlock.rest1), g));
  v128.store(m0, m);
  const root = f32x4.add(f32x4.div(f32x4.sqrt(v), value(step, StepBlock.rootCorrection)), epsilon);
  const decayed = f32x4.sub(w, f32x4.mul(value(step, StepBlock.decay), w));
  return f32x4.sub(decayed, f32x4.div(f32x4.mul(rate, m), root));
}
