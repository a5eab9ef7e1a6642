/**
 * Packs examples with mostly zero inputs, once: keeps each example's non-zero inputs, with ascending index. Bytes with
 * one scaling take 4 bytes each (index · 256 + byte), all others are pairs (index: u32, scaled x: f32). The table holds
 * the start and end of each example's entries.
 */

/**
 * Packs bytes. plain: zero after scaling means byte 0. @returns the end address of all `count` examples' entries; there
 * is room for 16 more.
 */
export function packBytes(
  source: usize,
  count: i32,
  inputs: i32,
  shift: f32,
  factor: f32,
  plain: i32,
  out: usize,
  table: usize,
): usize {
  for (let i = 0; i < count; i++) {
    store<u32>(table, <u32>out);
    if (plain) {
      for (let k = 0; k < inputs; k += 64) {
        let wanted = nonZeroBytes(source + <usize>k) & among(inputs - k);
        for (; wanted !== 0; wanted &= wanted - 1) {
          const j = k + <i32>ctz(wanted);
          store<u32>(out, (j << 8) | load<u8>(source + <usize>j));
          out += 4;
        }
      }
    } else {
      for (let k = 0; k < inputs; k++) {
        const byte = load<u8>(source + <usize>k);
        store<u32>(out, (k << 8) | byte);
        if ((<f32>byte - shift) * factor !== 0) out += 4;
      }
    }
    store<u32>(table, <u32>out, 4);
    table += 8;
    source += <usize>inputs;
  }
  return out;
}

/**
 * Packs cells, bytes (bytes: 1) or float32, as pairs: a cell is an input, or of so many categories the index of the
 * input that is 1. Inputs of 0 are 0 after scaling. categories [cells]: 0 for an input. @returns the end address, as
 * packBytes
 */
export function packCells(
  bytes: i32,
  source: usize,
  count: i32,
  cells: i32,
  categories: usize,
  shift: usize,
  factor: usize,
  out: usize,
  table: usize,
): usize {
  for (let i = 0; i < count; i++) {
    store<u32>(table, <u32>out);
    let first: u32 = 0;
    for (let c = 0; c < cells; c++) {
      const value = bytes ? <f32>load<u8>(source) : f32.load(source);
      const width = load<u32>(categories + (<usize>c << 2));
      const k = width ? first + <u32>value : first;
      const column = <usize>k << 2;
      const scaled = ((width ? <f32>1 : value) - f32.load(shift + column)) * f32.load(factor + column);
      store<u32>(out, k);
      store<f32>(out, scaled, 4);
      if (scaled !== 0) out += 8;
      first += width ? width : 1;
      source += bytes ? 1 : 4;
    }
    store<u32>(table, <u32>out, 4);
    table += 8;
  }
  return out;
}

/** Packs bytes (bytes: 1) or float32 as pairs; shift and factor [inputs]. @returns the end address, as packBytes */
export function packPairs(
  bytes: i32,
  source: usize,
  count: i32,
  inputs: i32,
  shift: usize,
  factor: usize,
  out: usize,
  table: usize,
): usize {
  for (let i = 0; i < count; i++) {
    store<u32>(table, <u32>out);
    for (let k: usize = 0; k < <usize>inputs; k++) {
      const column = k << 2;
      const value = bytes ? <f32>load<u8>(source + k) : f32.load(source + column);
      const scaled = (value - f32.load(shift + column)) * f32.load(factor + column);
      store<u32>(out, <u32>k);
      store<f32>(out, scaled, 4);
      if (scaled !== 0) out += 8;
    }
    store<u32>(table, <u32>out, 4);
    table += 8;
    source += bytes ? <usize>inputs : <usize>inputs << 2;
  }
  return out;
}

/** Returns a mask of the lowest `count` of 64 bits. */
// @ts-expect-error: decorator
@inline
function among(count: i32): i64 {
  return count >= 64 ? -1 : ((<i64>1) << (<i64>count)) - 1;
}

/** Returns one bit for each of 64 bytes. */
// @ts-expect-error: decorator
@inline
function nonZeroBytes(at: usize): i64 {
  let bits: i64 = 0;
  for (let j: usize = 0; j < 64; j += 16) {
    const mask = i8x16.bitmask(i8x16.ne(v128.load(at + j), i8x16.splat(0)));
    bits |= <i64>(<u32>mask) << <i64>j;
  }
  return bits;
}
