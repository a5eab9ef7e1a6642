/** z = f(s), and softmax by rows. */
import { exp, normalDistribution, sigmoid, softplus, splat, tanh } from "./functions";
import { Kind } from "./kind";
import { largestOf, sumOf } from "./rows";

/** s and z [rows, columns] of one stride; alpha [1, columns]; does rows [from, to). */
export function activate(kind: i32, s: usize, z: usize, stride: usize, alpha: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = <usize>i * stride;
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(z + row + j, output(kind, v128.load(s + row + j), v128.load(alpha + j)));
    }
  }
}

// @ts-expect-error: decorator
@inline
function output(kind: i32, x: v128, alpha: v128): v128 {
  switch (kind) {
    case Kind.sigmoid:
      return sigmoid(x);
    case Kind.tanh:
      return tanh(x);
    case Kind.relu:
      return f32x4.max(x, splat(0));
    case Kind.prelu:
      return v128.bitselect(x, f32x4.mul(alpha, x), f32x4.gt(x, splat(0)));
    case Kind.elu: {
      const below = f32x4.mul(alpha, f32x4.sub(exp(f32x4.min(x, splat(0))), splat(1)));
      return v128.bitselect(x, below, f32x4.gt(x, splat(0)));
    }
    case Kind.gelu:
      return f32x4.mul(x, normalDistribution(x));
    case Kind.softplus:
      return softplus(x);
    default:
      return x;
  }
}

/** z_j = e^(s_j − max) / Σ e^(s_k − max) over the `columns` of each row in [from, to). */
export function softmaxRows(s: usize, z: usize, stride: usize, columns: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const sRow = s + <usize>i * stride;
    const zRow = z + <usize>i * stride;
    const largest = splat(largestOf(sRow, stride, columns));
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(zRow + j, exp(f32x4.sub(v128.load(sRow + j), largest)));
    }
    const sum = splat(sumOf(zRow, stride, columns));
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(zRow + j, f32x4.div(v128.load(zRow + j), sum));
    }
  }
}
