/** Sums over the rows of a minibatch, rows in order, for columns [from, to), in units of vectors of four. */
import { alphaDerivative } from "./derivative";
import { splat } from "./functions";

/** out ← Σ delta · scale */
export function sumColumns(delta: usize, stride: usize, rows: i32, scale: f32, out: usize, from: i32, to: i32): void {
  for (let j = from; j < to; j++) {
    const column = (<usize>j) << 4;
    let sum = splat(0);
    for (let i = 0; i < rows; i++) sum = f32x4.add(sum, v128.load(delta + <usize>i * stride + column));
    v128.store(out + column, f32x4.mul(sum, splat(scale)));
  }
}

/** out ← Σ error ∘ ∂f/∂alpha(s), with error = ∂cost/∂z. */
export function alphaGradient(
  kind: i32,
  s: usize,
  error: usize,
  stride: usize,
  rows: i32,
  out: usize,
  from: i32,
  to: i32,
): void {
  for (let j = from; j < to; j++) {
    const column = (<usize>j) << 4;
    let sum = splat(0);
    for (let i = 0; i < rows; i++) {
      const at = <usize>i * stride + column;
      sum = f32x4.add(sum, f32x4.mul(v128.load(error + at), alphaDerivative(kind, v128.load(s + at))));
    }
    v128.store(out + column, sum);
  }
}
