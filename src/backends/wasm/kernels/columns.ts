/** Sums over the rows of a minibatch, rows in order, for columns [from, to), in units of vectors of four. */
import { address, integer } from "./decode";
import { alphaDerivative } from "./derivative";
import { splat } from "./functions";
import { AlphaGradientOperands, MeanOfRowsOperands } from "./operands";

/** out ← Σ values · scale */
export function meanOfRows(instruction: usize, rows: i32, scale: f32, from: i32, to: i32): void {
  const values = address(instruction, MeanOfRowsOperands.values);
  const stride = address(instruction, MeanOfRowsOperands.stride);
  const out = address(instruction, MeanOfRowsOperands.out);
  for (let j = from; j < to; j++) {
    const column = (<usize>j) << 4;
    let sum = splat(0);
    for (let i = 0; i < rows; i++) sum = f32x4.add(sum, v128.load(values + <usize>i * stride + column));
    v128.store(out + column, f32x4.mul(sum, splat(scale)));
  }
}

/** out ← Σ error ∘ ∂f/∂alpha(s), with error = ∂cost/∂z. */
export function alphaGradient(instruction: usize, rows: i32, from: i32, to: i32): void {
  const kind = integer(instruction, AlphaGradientOperands.kind);
  const s = address(instruction, AlphaGradientOperands.s);
  const error = address(instruction, AlphaGradientOperands.delta);
  const stride = address(instruction, AlphaGradientOperands.stride);
  const out = address(instruction, AlphaGradientOperands.out);
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
