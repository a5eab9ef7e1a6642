/** Backpropagation through an activation: delta ∘ f'(s), softmax's Jacobian, and ∂f/∂alpha. */
import { address, integer } from "./decode";
import { exp, halfSquareExp, normalDistribution, sigmoid, splat } from "./functions";
import { Kind } from "./kind";
import { SoftmaxBackpropagateOperands } from "./operands";
import { innerProduct } from "./rows";

/** delta ← delta ∘ f'(s) for `bytes` of some rows; delta and s have the same stride. */
export function throughActivation(
  kind: i32,
  s: usize,
  delta: usize,
  stride: usize,
  alpha: usize,
  bytes: usize,
  rows: i32,
): void {
  switch (kind) {
    case Kind.sigmoid:
      return all(Kind.sigmoid, s, delta, stride, alpha, bytes, rows);
    case Kind.tanh:
      return all(Kind.tanh, s, delta, stride, alpha, bytes, rows);
    case Kind.relu:
      return all(Kind.relu, s, delta, stride, alpha, bytes, rows);
    case Kind.prelu:
      return all(Kind.prelu, s, delta, stride, alpha, bytes, rows);
    case Kind.elu:
      return all(Kind.elu, s, delta, stride, alpha, bytes, rows);
    case Kind.gelu:
      return all(Kind.gelu, s, delta, stride, alpha, bytes, rows);
    case Kind.softplus:
      return all(Kind.softplus, s, delta, stride, alpha, bytes, rows);
  }
}

/** Inlined with a constant `kind`. */
// @ts-expect-error: decorator
@inline
function all(kind: i32, s: usize, delta: usize, stride: usize, alpha: usize, bytes: usize, rows: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const slope = derivative(kind, v128.load(s + j), v128.load(alpha + j));
      v128.store(delta + j, f32x4.mul(v128.load(delta + j), slope));
    }
    s += stride;
    delta += stride;
  }
}

// @ts-expect-error: decorator
@inline
function derivative(kind: i32, x: v128, alpha: v128): v128 {
  const positive = f32x4.gt(x, splat(0));
  switch (kind) {
    case Kind.sigmoid: {
      const e = exp(f32x4.neg(f32x4.abs(x)));
      const under = f32x4.add(splat(1), e);
      return f32x4.div(e, f32x4.mul(under, under));
    }
    case Kind.tanh: {
      const e = exp(f32x4.mul(f32x4.abs(x), splat(-2)));
      const under = f32x4.add(splat(1), e);
      return f32x4.div(f32x4.mul(splat(4), e), f32x4.mul(under, under));
    }
    case Kind.relu:
      return v128.and(positive, splat(1));
    case Kind.prelu:
      return v128.bitselect(splat(1), alpha, positive);
    case Kind.elu:
      return v128.bitselect(splat(1), f32x4.mul(alpha, exp(f32x4.min(x, splat(0)))), positive);
    case Kind.gelu: {
      const density = f32x4.mul(splat(0.3989422804014327), halfSquareExp(x));
      return f32x4.add(normalDistribution(x), f32x4.mul(x, density));
    }
    case Kind.softplus:
      return sigmoid(x);
    default:
      return splat(1);
  }
}

/** delta_j ← z_j (delta_j − Σ_k delta_k z_k): softmax's full Jacobian, for rows [from, to). */
export function softmaxBackpropagateRows(instruction: usize, from: i32, to: i32): void {
  const z = address(instruction, SoftmaxBackpropagateOperands.z);
  const delta = address(instruction, SoftmaxBackpropagateOperands.delta);
  const stride = address(instruction, SoftmaxBackpropagateOperands.stride);
  const columns = integer(instruction, SoftmaxBackpropagateOperands.columns);
  for (let i = from; i < to; i++) {
    const row = <usize>i * stride;
    const inner = splat(innerProduct(z + row, delta + row, stride, columns));
    for (let j: usize = 0; j < stride; j += 16) {
      const d = f32x4.sub(v128.load(delta + row + j), inner);
      v128.store(delta + row + j, f32x4.mul(v128.load(z + row + j), d));
    }
  }
}

/** ∂f/∂alpha at x: min(x, 0) for prelu, e^min(x, 0) − 1 for elu. */
// @ts-expect-error: decorator
@inline
export function alphaDerivative(kind: i32, x: v128): v128 {
  const below = f32x4.min(x, splat(0));
  return kind === Kind.prelu ? below : f32x4.sub(exp(below), splat(1));
}
