/** z = f(s), and softmax by rows. */
import { address, integer } from "./decode";
import { exp, normalDistribution, sigmoid, softplus, splat, tanh } from "./functions";
import { Kind } from "./kind";
import { SoftmaxOperands } from "./operands";
import { largestOf, sumOf } from "./rows";

/**
 * s ← s + bias; z ← f(s), for `bytes` of some rows; s and z have the same stride. Not for softmax, which needs rows.
 */
export function activate(
  kind: i32,
  bias: usize,
  s: usize,
  z: usize,
  stride: usize,
  alpha: usize,
  bytes: usize,
  rows: i32,
): void {
  switch (kind) {
    case Kind.softmax:
      return all(Kind.softmax, bias, s, z, stride, alpha, bytes, rows);
    case Kind.sigmoid:
      return all(Kind.sigmoid, bias, s, z, stride, alpha, bytes, rows);
    case Kind.tanh:
      return all(Kind.tanh, bias, s, z, stride, alpha, bytes, rows);
    case Kind.relu:
      return all(Kind.relu, bias, s, z, stride, alpha, bytes, rows);
    case Kind.prelu:
      return all(Kind.prelu, bias, s, z, stride, alpha, bytes, rows);
    case Kind.elu:
      return all(Kind.elu, bias, s, z, stride, alpha, bytes, rows);
    case Kind.gelu:
      return all(Kind.gelu, bias, s, z, stride, alpha, bytes, rows);
    case Kind.softplus:
      return all(Kind.softplus, bias, s, z, stride, alpha, bytes, rows);
    default:
      return all(Kind.linear, bias, s, z, stride, alpha, bytes, rows);
  }
}

/** Inlined with a constant `kind`. */
// @ts-expect-error: decorator
@inline
function all(
  kind: i32,
  bias: usize,
  s: usize,
  z: usize,
  stride: usize,
  alpha: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const x = f32x4.add(v128.load(s + j), v128.load(bias + j));
      v128.store(s + j, x);
      if (kind !== Kind.softmax) v128.store(z + j, output(kind, x, v128.load(alpha + j)));
    }
    s += stride;
    z += stride;
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
export function softmaxRows(instruction: usize, from: i32, to: i32): void {
  const s = address(instruction, SoftmaxOperands.s);
  const z = address(instruction, SoftmaxOperands.z);
  const stride = address(instruction, SoftmaxOperands.stride);
  const columns = integer(instruction, SoftmaxOperands.columns);
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
