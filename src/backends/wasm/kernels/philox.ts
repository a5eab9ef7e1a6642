/** Philox4x32-10, with the same numbers as src/core/random.ts. One block of four words in one vector. */

/** Encrypts the words (block, batch, epoch, purpose · 2²⁴ + layer) with the seed. */
// @ts-expect-error: decorator
@inline
export function philox(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): v128 {
  for (let round = 0; round < 10; round++) {
    const p0 = <u64>0xd2511f53 * <u64>c0;
    const p1 = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
    c1 = <u32>p1;
    c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
    c3 = <u32>p0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  let block = i32x4.splat(c0);
  block = i32x4.replace_lane(block, 1, c1);
  block = i32x4.replace_lane(block, 2, c2);
  return i32x4.replace_lane(block, 3, c3);
}
