/** Copies the rows [from, to) of a minibatch out of the examples: scales inputs, expands targets. */
import { address, float, integer } from "./decode";
import { exampleAt, indexAt, valueAt } from "./entries";
import { splat } from "./functions";
import { GatherOperands, GatherPackedOperands, GatherTargetsOperands } from "./operands";

/** z0 ← (bytes − shift) · factor; shift and factor [inputs], padded to whole vectors. */
export function gatherBytes(instruction: usize, start: i32, from: i32, to: i32): void {
  const values = address(instruction, GatherOperands.values);
  const inputs = integer(instruction, GatherOperands.inputs);
  const shift = address(instruction, GatherOperands.shift);
  const factor = address(instruction, GatherOperands.factor);
  const order = address(instruction, GatherOperands.order);
  const out = address(instruction, GatherOperands.out);
  const stride = address(instruction, GatherOperands.stride);
  for (let i = from; i < to; i++) {
    const source = values + exampleAt(order, start + i) * <usize>inputs;
    const row = out + <usize>i * stride;
    // Four bytes at a time; memory after the last example is readable.
    for (let j: usize = 0; j < <usize>inputs; j += 4) {
      const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source + j)));
      const x = f32x4.sub(f32x4.convert_i32x4_s(words), v128.load(shift + (j << 2)));
      v128.store(row + (j << 2), f32x4.mul(x, v128.load(factor + (j << 2))));
    }
  }
}

/** z0 ← (values − shift) · factor, from float32 values. */
export function gatherFloats(instruction: usize, start: i32, from: i32, to: i32): void {
  const values = address(instruction, GatherOperands.values);
  const inputs = integer(instruction, GatherOperands.inputs);
  const shift = address(instruction, GatherOperands.shift);
  const factor = address(instruction, GatherOperands.factor);
  const order = address(instruction, GatherOperands.order);
  const out = address(instruction, GatherOperands.out);
  const stride = address(instruction, GatherOperands.stride);
  for (let i = from; i < to; i++) {
    const source = values + (exampleAt(order, start + i) * <usize>inputs << 2);
    const row = out + <usize>i * stride;
    for (let j: usize = 0; j < <usize>inputs << 2; j += 16) {
      const x = f32x4.sub(v128.load(source + j), v128.load(shift + j));
      v128.store(row + j, f32x4.mul(x, v128.load(factor + j)));
    }
  }
}

/** z0 ← the scaled inputs of packed examples (pack.ts). */
export function gatherPacked(instruction: usize, start: i32, from: i32, to: i32): void {
  const bytes = integer(instruction, GatherPackedOperands.bytes);
  const table = address(instruction, GatherPackedOperands.table);
  const shift = float(instruction, GatherPackedOperands.shift);
  const factor = float(instruction, GatherPackedOperands.factor);
  const order = address(instruction, GatherPackedOperands.order);
  const out = address(instruction, GatherPackedOperands.out);
  const stride = address(instruction, GatherPackedOperands.stride);
  for (let i = from; i < to; i++) {
    const example = table + (exampleAt(order, start + i) << 3);
    const end = <usize>load<u32>(example, 4);
    const row = out + <usize>i * stride;
    memory.fill(row, 0, stride);
    for (let at = <usize>load<u32>(example); at < end; at += bytes ? 4 : 8) {
      f32.store(row + (<usize>indexAt(bytes, at) << 2), valueAt(bytes, at, shift, factor));
    }
  }
}

/** targets ← one-hot rows of the classes (int32); with one column the class itself. */
export function gatherClasses(instruction: usize, start: i32, from: i32, to: i32): void {
  const classes = address(instruction, GatherTargetsOperands.targets);
  const order = address(instruction, GatherTargetsOperands.order);
  const out = address(instruction, GatherTargetsOperands.out);
  const stride = address(instruction, GatherTargetsOperands.stride);
  const columns = integer(instruction, GatherTargetsOperands.columns);
  for (let i = from; i < to; i++) {
    const row = out + <usize>i * stride;
    const label = load<i32>(classes + (exampleAt(order, start + i) << 2));
    for (let j: usize = 0; j < stride; j += 16) v128.store(row + j, splat(0));
    if (columns === 1) f32.store(row, <f32>label);
    else f32.store(row + (<usize>label << 2), 1);
  }
}

/** targets ← rows of dense targets [count, columns] */
export function gatherDense(instruction: usize, start: i32, from: i32, to: i32): void {
  const targets = address(instruction, GatherTargetsOperands.targets);
  const order = address(instruction, GatherTargetsOperands.order);
  const out = address(instruction, GatherTargetsOperands.out);
  const stride = address(instruction, GatherTargetsOperands.stride);
  const columns = integer(instruction, GatherTargetsOperands.columns);
  for (let i = from; i < to; i++) {
    const source = targets + (exampleAt(order, start + i) * <usize>columns << 2);
    memory.copy(out + <usize>i * stride, source, <usize>columns << 2);
  }
}
