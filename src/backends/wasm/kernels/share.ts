/** The outputs of each part: they do not depend on the thread that computes it. */

/** Returns the start of the part among `total` outputs, in whole `multiple`s. */
// @ts-expect-error: decorator
@inline
export function share(total: i32, part: i32, parts: i32, multiple: i32): i32 {
  const blocks = (total + multiple - 1) / multiple;
  return min<i32>(total, ((blocks * part) / parts) * multiple);
}

/**
 * Returns the start of the part in a row of `width` bytes: at a cache line if there are enough, so that no line of the
 * weights moves between processors.
 */
// @ts-expect-error: decorator
@inline
export function unitShare(width: usize, part: i32, parts: i32): usize {
  const lines = <i32>((width + 63) >> 6);
  if (lines < parts) return <usize>share(<i32>(width >> 4), part, parts, 1) << 4;
  return min<usize>(width, <usize>((lines * part) / parts) << 6);
}
