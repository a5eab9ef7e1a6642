/** Copies the rows [from, to) of a minibatch out of the examples: scales inputs, expands targets. */
import { exampleAt, indexAt, valueAt } from "./entries";
import { splat } from "./functions";

/** z0 ← (bytes − shift) · factor; shift and factor [inputs], padded to whole vectors. */
export function gatherBytes(
  values: usize,
  inputs: i32,
  shift: usize,
  factor: usize,
  order: usize,
  start: i32,
  out: usize,
  stride: usize,
  from: i32,
  to: i32,
): void {
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
export function gatherFloats(
  values: usize,
  inputs: i32,
  shift: usize,
  factor: usize,
  order: usize,
  start: i32,
  out: usize,
  stride: usize,
  from: i32,
  to: i32,
): void {
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
export function gatherPacked(
  bytes: i32,
  table: usize,
  shift: f32,
  factor: f32,
  order: usize,
  start: i32,
  out: usize,
  stride: usize,
  from: i32,
  to: i32,
): void {
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
export function gatherClasses(
  classes: usize,
  order: usize,
  start: i32,
  out: usize,
  stride: usize,
  columns: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i++) {
    const row = out + <usize>i * stride;
    const label = load<i32>(classes + (exampleAt(order, start + i) << 2));
    for (let j: usize = 0; j < stride; j += 16) v128.store(row + j, splat(0));
    if (columns === 1) f32.store(row, <f32>label);
    else f32.store(row + (<usize>label << 2), 1);
  }
}

/** targets ← rows of dense targets [count, columns] */
export function gatherDense(
  targets: usize,
  order: usize,
  start: i32,
  out: usize,
  stride: usize,
  columns: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i++) {
    const source = targets + (exampleAt(order, start + i) * <usize>columns << 2);
    memory.copy(out + <usize>i * stride, source, <usize>columns << 2);
  }
}
