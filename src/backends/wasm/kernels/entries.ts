/** Reads examples that are in memory: which is at a position of the order, and the entries of packed ones (pack.ts). */

/** The example at a position of the order. */
// @ts-expect-error: decorator
@inline
export function exampleAt(order: usize, position: i32): usize {
  return <usize>load<u32>(order + (<usize>position << 2));
}

/** The input that an entry is of. bytes: 1 where examples are packed bytes. */
// @ts-expect-error: decorator
@inline
export function indexAt(bytes: i32, at: usize): u32 {
  return bytes ? load<u32>(at) >> 8 : load<u32>(at);
}

/** Its scaled value. */
// @ts-expect-error: decorator
@inline
export function valueAt(bytes: i32, at: usize, shift: f32, factor: f32): f32 {
  return bytes ? (<f32>load<u8>(at) - shift) * factor : load<f32>(at, 4);
}
