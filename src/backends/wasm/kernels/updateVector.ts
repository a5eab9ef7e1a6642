/**
 * The optimizer's step on biases and alphas: w, its gradient and its accumulators have `bytes` bytes, a multiple of 16.
 */
import { followed } from "./step";

export function updateVector(w: usize, gradient: usize, m0: usize, m1: usize, step: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(w + j, followed(step, v128.load(w + j), v128.load(gradient + j), m0 + j, m1 + j));
  }
}

/** out ← values · scale */
export function scaleVector(values: usize, scale: f32, out: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(out + j, f32x4.mul(v128.load(values + j), f32x4.splat(scale)));
  }
}
