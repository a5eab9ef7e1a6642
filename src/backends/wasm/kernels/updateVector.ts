/** Ops on vectors like biases and alphas, for bytes [from, to) of them, multiples of 16. */
import { address } from "./decode";
import { DivideByRowsOperands, UpdateVectorOperands } from "./operands";
import { followed } from "./step";

/** Applies the optimizer's step to the parameter and its accumulators. */
export function updateVector(instruction: usize, minibatch: usize, from: usize, to: usize): void {
  const w = address(instruction, UpdateVectorOperands.parameter);
  const gradient = address(instruction, UpdateVectorOperands.gradient);
  const m0 = address(instruction, UpdateVectorOperands.m0);
  const m1 = address(instruction, UpdateVectorOperands.m1);
  const step = minibatch + address(instruction, UpdateVectorOperands.step);
  for (let j = from; j < to; j += 16) {
    v128.store(w + j, followed(step, v128.load(w + j), v128.load(gradient + j), m0 + j, m1 + j));
  }
}

/** out ← values · scale */
export function divideByRows(instruction: usize, scale: f32, from: usize, to: usize): void {
  const values = address(instruction, DivideByRowsOperands.values);
  const out = address(instruction, DivideByRowsOperands.out);
  for (let j = from; j < to; j += 16) {
    v128.store(out + j, f32x4.mul(v128.load(values + j), f32x4.splat(scale)));
  }
}
