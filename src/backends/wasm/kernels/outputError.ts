/** delta = ∂cost/∂s of the output layer, for rows [from, to); derivative.ts applies f' afterwards. */
import { address, integer } from "./decode";
import { splat } from "./functions";
import { DifferencesOperands, WeighRowsOperands } from "./operands";

/** delta ← z − y: cross-entropy after softmax or sigmoid, and the quadratic cost before f' is applied. */
export function differences(instruction: usize, from: i32, to: i32): void {
  const z = address(instruction, DifferencesOperands.z);
  const y = address(instruction, DifferencesOperands.y);
  const delta = address(instruction, DifferencesOperands.delta);
  const stride = address(instruction, DifferencesOperands.stride);
  const end = <usize>to * stride;
  for (let at = <usize>from * stride; at < end; at += 16) {
    v128.store(delta + at, f32x4.sub(v128.load(z + at), v128.load(y + at)));
  }
}

/** delta ← delta · the weight of the row's class; weights [columns], or [2] with one column. */
export function weighRows(instruction: usize, from: i32, to: i32): void {
  const y = address(instruction, WeighRowsOperands.y);
  const delta = address(instruction, WeighRowsOperands.delta);
  const stride = address(instruction, WeighRowsOperands.stride);
  const columns = integer(instruction, WeighRowsOperands.columns);
  const weights = address(instruction, WeighRowsOperands.weights);
  for (let i = from; i < to; i++) {
    const row = <usize>i * stride;
    const weight = splat(rowWeight(y + row, columns, weights));
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(delta + row + j, f32x4.mul(v128.load(delta + row + j), weight));
    }
  }
}

/** Returns Σ y_j weight_j; weights is 0 if there are none. */
export function rowWeight(y: usize, columns: i32, weights: usize): f32 {
  if (weights === 0) return 1;
  if (columns === 1) return f32.load(weights + (f32.load(y) > 0.5 ? 4 : 0));
  let sum: f32 = 0;
  for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) sum += f32.load(y + j) * f32.load(weights + j);
  return sum;
}
