/** Reads examples in memory: the example at a position of the order, and the entries of packed ones (pack.ts). */

/** Returns the example at a position of the order. */
// @ts-expect-error: decorator
@inline
export function exampleAt(order: usize, position: i32): usize {
  return <usize>load<u32>(order + (<usize>position << 2));
}

/** Returns the input index of an entry. bytes: 1 if examples are packed bytes. */
// @ts-expect-error: decorator
@inline
export function indexAt(bytes: i32, at: usize): u32 {
  return bytes ? load<u32>(at) >> 8 : load<u32>(at);
}

/** Returns the scaled value of an entry. */
// @ts-expect-error: decorator
@inline
export function valueAt(bytes: i32, at: usize, shift: f32, factor: f32): f32 {
  return bytes ? (<f32>load<u8>(at) - shift) * factor : load<f32>(at, 4);
}
