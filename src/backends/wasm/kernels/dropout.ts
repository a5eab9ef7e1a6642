/** Dropout: elements whose random bits are below the threshold are dropped, the others are scaled. */
import { address, float, integer } from "./decode";
import { Minibatch } from "./minibatch";
import { DropoutOperands } from "./operands";
import { philox } from "./philox";

/** values ← values ∘ mask for rows [from, to) of [rows, columns]; element i · columns + j has its own random bits. */
export function applyDropout(instruction: usize, minibatch: usize, from: i32, to: i32): void {
  const values = address(instruction, DropoutOperands.values);
  const stride = address(instruction, DropoutOperands.stride);
  const columns = integer(instruction, DropoutOperands.columns);
  const threshold = <u32>integer(instruction, DropoutOperands.threshold);
  const scale = float(instruction, DropoutOperands.scale);
  const purposeAndLayer = <u32>integer(instruction, DropoutOperands.purposeAndLayer);
  const seedLow = <u32>integer(instruction, DropoutOperands.seedLow);
  const seedHigh = <u32>integer(instruction, DropoutOperands.seedHigh);
  const batch = load<u32>(minibatch, Minibatch.batch);
  const epoch = load<u32>(minibatch, Minibatch.epoch);
  let held: i64 = -1;
  let block = i32x4.splat(0);
  for (let i = from; i < to; i++) {
    const row = values + <usize>i * stride;
    for (let j = 0; j < columns; j++) {
      const element = <i64>i * <i64>columns + <i64>j;
      if (element >> 2 !== held) {
        held = element >> 2;
        block = philox(<u32>held, batch, epoch, purposeAndLayer, seedLow, seedHigh);
      }
      const at = row + (<usize>j << 2);
      f32.store(at, word(block, <i32>(element & 3)) < threshold ? 0 : f32.load(at) * scale);
    }
  }
}

// @ts-expect-error: decorator
@inline
function word(block: v128, lane: i32): u32 {
  if (lane === 0) return i32x4.extract_lane(block, 0);
  if (lane === 1) return i32x4.extract_lane(block, 1);
  if (lane === 2) return i32x4.extract_lane(block, 2);
  return i32x4.extract_lane(block, 3);
}
