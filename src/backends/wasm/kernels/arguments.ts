/**
 * How an instruction's arguments are read, and which of its outputs are a part's. An instruction is 32 int32: what it does (op.ts), then
 * its arguments, in the order in which src/backends/wasm/compile*.ts writes them.
 */

/** Bytes of an instruction. */
export const instructionBytes: usize = 128;

/** Argument i, an address or a number of bytes. */
// @ts-expect-error: decorator
@inline
export function a(at: usize, i: i32): usize {
  return <usize>load<u32>(at + 4 + (<usize>i << 2));
}

/** Argument i, a number. */
// @ts-expect-error: decorator
@inline
export function n(at: usize, i: i32): i32 {
  return load<i32>(at + 4 + (<usize>i << 2));
}

/** Argument i, a float32. */
// @ts-expect-error: decorator
@inline
export function x(at: usize, i: i32): f32 {
  return load<f32>(at + 4 + (<usize>i << 2));
}

/** Where the part begins of `total` outputs, in whole `multiple`s: the same whatever carries it out. */
// @ts-expect-error: decorator
@inline
export function share(total: i32, part: i32, parts: i32, multiple: i32): i32 {
  const blocks = (total + multiple - 1) / multiple;
  return min<i32>(total, ((blocks * part) / parts) * multiple);
}

/**
 * Where the part begins in a row of `width` bytes: at a cache line where there are enough of them, so that no line of the
 * weights ever goes from one processor to another.
 */
// @ts-expect-error: decorator
@inline
export function unitShare(width: usize, part: i32, parts: i32): usize {
  const lines = <i32>((width + 63) >> 6);
  if (lines < parts) return <usize>share(<i32>(width >> 4), part, parts, 1) << 4;
  return min<usize>(width, <usize>((lines * part) / parts) << 6);
}

/** Scratch of this part: argument i is the address, the one after it the bytes of each part. */
// @ts-expect-error: decorator
@inline
export function scratchOf(at: usize, i: i32, part: i32): usize {
  return a(at, i) + a(at, i + 1) * <usize>part;
}
