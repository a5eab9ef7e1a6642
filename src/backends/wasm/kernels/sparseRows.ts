/**
 * A minibatch of packed examples (pack.ts) in sparse form, as pairs: rows of (input: u32, x: f32) with ascending input,
 * and columns of (row: u32, x: f32) with ascending row. In training every thread computes them for all rows: that is
 * faster than fetching another thread's.
 */
import { address, float, integer } from "./decode";
import { exampleAt, indexAt, valueAt } from "./entries";
import { allFinite, splat } from "./functions";
import { GatherSparseOperands } from "./operands";
import { SparseLayout } from "./sparseLayout";

// @ts-expect-error: decorator
@inline
export function regionOf(sparse: usize, part: i32): usize {
  return <usize>load<u32>(sparse, SparseLayout.region) + <usize>load<u32>(sparse, SparseLayout.each) * <usize>part;
}

/**
 * Writes the pairs of rows [from, to) into this part's region, and their bounds to the region of `boundsPart`. bytes: 1
 * if examples are packed bytes, which are scaled by shift and factor.
 */
export function gatherSparseRows(instruction: usize, part: i32, boundsPart: i32, start: i32, from: i32, to: i32): void {
  const sparse = address(instruction, GatherSparseOperands.sparse);
  const bytes = integer(instruction, GatherSparseOperands.bytes);
  const table = address(instruction, GatherSparseOperands.table);
  const shift = float(instruction, GatherSparseOperands.shift);
  const factor = float(instruction, GatherSparseOperands.factor);
  const order = address(instruction, GatherSparseOperands.order);
  const region = regionOf(sparse, part);
  const bounds = regionOf(sparse, boundsPart);
  const full = load<i32>(<usize>load<u32>(sparse, SparseLayout.full)) !== 0;
  const inputs = load<i32>(sparse, SparseLayout.inputs);
  let out = region + <usize>load<u32>(sparse, SparseLayout.pairs);
  store<u32>(out, fetch(table, order, start + from, to - from));
  for (let i = from; i < to; i++) {
    const example = table + (exampleAt(order, start + i) << 3);
    const begin = <usize>load<u32>(example);
    const end = <usize>load<u32>(example, 4);
    const row = bounds + (<usize>i << 3);
    if (!bytes && !full) {
      store<u32>(row, <u32>begin);
      store<u32>(row, <u32>end, 4);
      continue;
    }
    store<u32>(row, <u32>out);
    if (full) out = unpackAll(bytes, begin, end, shift, factor, inputs, out);
    else out = unpack(begin, end, shift, factor, out);
    store<u32>(row, <u32>out, 4);
  }
}

/**
 * Reads a word of each cache line of the examples. They are scattered in memory: reads issued together overlap their
 * latencies. @returns a value that keeps the reads from being optimized away
 */
function fetch(table: usize, order: usize, start: i32, rows: i32): u32 {
  let words: u32 = 0;
  for (let i = 0; i < rows; i++) {
    const example = table + (exampleAt(order, start + i) << 3);
    const end = <usize>load<u32>(example, 4);
    for (let at = <usize>load<u32>(example); at < end; at += 64) words ^= load<u32>(at);
  }
  return words;
}

/** Unpacks four at a time, writing a few after the end. @returns the end of the pairs */
// @ts-expect-error: decorator
@inline
function unpack(begin: usize, end: usize, shift: f32, factor: f32, out: usize): usize {
  let at = begin;
  let to = out;
  for (; at < end; at += 16) {
    const four = v128.load(at);
    const k = i32x4.shr_u(four, 8);
    const value = f32x4.convert_i32x4_s(v128.and(four, i32x4.splat(255)));
    const x = f32x4.mul(f32x4.sub(value, splat(shift)), splat(factor));
    v128.store(to, v128.shuffle<i32>(k, x, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<i32>(k, x, 2, 6, 3, 7), 16);
    to += 32;
  }
  return out + ((end - begin) << 1);
}

/** Unpacks with the zeros included. */
function unpackAll(
  bytes: i32,
  begin: usize,
  end: usize,
  shift: f32,
  factor: f32,
  inputs: i32,
  out: usize,
): usize {
  let at = begin;
  for (let k: u32 = 0; k < <u32>inputs; k++) {
    let x: f32 = 0;
    if (at < end && indexAt(bytes, at) === k) {
      x = valueAt(bytes, at, shift, factor);
      at += bytes ? 4 : 8;
    }
    store<u32>(out, k);
    store<f32>(out, x, 4);
    out += 8;
  }
  return out;
}

/** Computes the pairs of all columns from those of the rows. */
export function transposeSparseRows(sparse: usize, region: usize, rows: i32): void {
  const ends = begun(sparse, region);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const bounds = region + (i << 3);
    const end = <usize>load<u32>(bounds, 4);
    for (let at = <usize>load<u32>(bounds); at < end; at += 8) {
      // Replaces the index by the row; x stays.
      const pair = load<u64>(at);
      push(ends, <u32>pair, (pair & 0xffffffff00000000) | <u64>i);
    }
  }
}

/** Computes them with the zeros included: 0 · delta is not zero if delta is not finite. */
export function transposeSparseRowsInFull(sparse: usize, region: usize, rows: i32): void {
  const ends = begun(sparse, region);
  const inputs = load<u32>(sparse, SparseLayout.inputs);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const bounds = region + (i << 3);
    const end = <usize>load<u32>(bounds, 4);
    let at = <usize>load<u32>(bounds);
    for (let k: u32 = 0; k < inputs; k++) {
      if (at < end && load<u32>(at) === k) {
        push(ends, k, (load<u64>(at) & 0xffffffff00000000) | <u64>i);
        at += 8;
      } else push(ends, k, <u64>i);
    }
  }
}

/** Starts all columns without pairs. @returns the address of their ends */
function begun(sparse: usize, region: usize): usize {
  const ends = region + <usize>load<u32>(sparse, SparseLayout.ends);
  const inputs = load<u32>(sparse, SparseLayout.inputs);
  const columnBytes = load<u32>(sparse, SparseLayout.columnBytes);
  let at = <u32>region + load<u32>(sparse, SparseLayout.columns);
  for (let k: usize = 0; k < <usize>inputs; k++) {
    store<u32>(ends + (k << 2), at);
    at += columnBytes;
  }
  return ends;
}

// @ts-expect-error: decorator
@inline
function push(ends: usize, k: u32, pair: u64): void {
  const end = ends + (<usize>k << 2);
  const at = <usize>load<u32>(end);
  store<u64>(at, pair);
  store<u32>(end, <u32>(at + 8));
}

/** Returns true if bytes [from, to) of every row are finite. */
export function areFinite(matrix: usize, stride: usize, rows: i32, from: usize, to: usize): bool {
  let differences = splat(0);
  for (let i = 0; i < rows; i++) {
    const row = matrix + <usize>i * stride;
    for (let j = from; j < to; j += 16) {
      const x = v128.load(row + j);
      differences = v128.or(differences, f32x4.sub(x, x));
    }
  }
  return allFinite(differences);
}
