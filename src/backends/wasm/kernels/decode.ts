/** Reads the operands of an instruction, at the offsets of operands.ts. */

/** An address or a number of bytes. */
// @ts-expect-error: decorator
@inline
export function address(instruction: usize, offset: usize): usize {
  return <usize>load<u32>(instruction + offset);
}

// @ts-expect-error: decorator
@inline
export function integer(instruction: usize, offset: usize): i32 {
  return load<i32>(instruction + offset);
}

// @ts-expect-error: decorator
@inline
export function float(instruction: usize, offset: usize): f32 {
  return load<f32>(instruction + offset);
}

/** Address of one part's scratch memory: the operands are the first part's address and the bytes of each. */
// @ts-expect-error: decorator
@inline
export function scratchOf(instruction: usize, first: usize, bytes: usize, part: i32): usize {
  return address(instruction, first) + address(instruction, bytes) * <usize>part;
}
