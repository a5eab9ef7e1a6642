/**
 * The first layer where most inputs are zero: only what is not zero is multiplied, in the order of the dense products. A
 * sum that begins with +0 is never −0, so leaving out ±0 changes no bit. 0 · w does where w is not finite: then zeros are listed too.
 *
 * A list holds pairs (index: u32, x: f32) with ascending index. Row i of a minibatch has its list at lists + i · rowBytes, with
 * counts[i] pairs of (input, x); column k of inputs at columns + k · columnBytes, with pairs of (row, x).
 */
import { splat } from "./functions";
import { exampleAt } from "./gather";
import { combine, widestPanel } from "./panel";
import { At, allFinite, isPlain, penalized, penalizedAndFollowed, plainStep } from "./step";

/**
 * Lists of rows [from, to) ← the inputs that are not zero once they are scaled; all of them where the flag at `full` is set.
 * plain: shift is 0 and factor not, so that the bytes themselves tell.
 */
export function listBytes(
  values: usize,
  inputs: i32,
  shift: usize,
  factor: usize,
  order: usize,
  start: i32,
  lists: usize,
  rowBytes: usize,
  counts: usize,
  full: usize,
  plain: i32,
  from: i32,
  to: i32,
): void {
  const all = load<i32>(full) !== 0;
  for (let i = from; i < to; i++) {
    const source = values + exampleAt(order, start + i) * <usize>inputs;
    const list = lists + <usize>i * rowBytes;
    let at = list;
    for (let k = 0; k < inputs; k += 64) {
      let wanted = all ? -1 : plain ? nonZeroBytes(source + <usize>k) : nonZeroScaledBytes(source, shift, factor, k, inputs);
      wanted &= among(inputs - k);
      for (; wanted !== 0; wanted &= wanted - 1) {
        const j = k + <i32>ctz(wanted);
        at = append(at, j, <f32>load<u8>(source + <usize>j), shift, factor);
      }
    }
    store<u32>(counts + (<usize>i << 2), <u32>((at - list) >> 3));
  }
}

/** The same from float32 values. */
export function listFloats(
  values: usize,
  inputs: i32,
  shift: usize,
  factor: usize,
  order: usize,
  start: i32,
  lists: usize,
  rowBytes: usize,
  counts: usize,
  full: usize,
  from: i32,
  to: i32,
): void {
  const all = load<i32>(full) !== 0;
  for (let i = from; i < to; i++) {
    const source = values + ((exampleAt(order, start + i) * <usize>inputs) << 2);
    const list = lists + <usize>i * rowBytes;
    let at = list;
    for (let k = 0; k < inputs; k += 64) {
      let wanted = (all ? -1 : nonZeroScaledFloats(source, shift, factor, k, inputs)) & among(inputs - k);
      for (; wanted !== 0; wanted &= wanted - 1) {
        const j = k + <i32>ctz(wanted);
        at = append(at, j, f32.load(source + (<usize>j << 2)), shift, factor);
      }
    }
    store<u32>(counts + (<usize>i << 2), <u32>((at - list) >> 3));
  }
}

// @ts-expect-error: decorator
@inline
function append(at: usize, k: i32, value: f32, shift: usize, factor: usize): usize {
  const column = <usize>k << 2;
  store<i32>(at, k);
  f32.store(at, (value - f32.load(shift + column)) * f32.load(factor + column), 4);
  return at + 8;
}

/** The lowest `count` bits, of 64. */
// @ts-expect-error: decorator
@inline
function among(count: i32): i64 {
  return count >= 64 ? -1 : ((<i64>1) << (<i64>count)) - 1;
}

/** A bit for each of 64 bytes. */
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

/** A bit for each of the inputs k … k + 63, once they are scaled. */
function nonZeroScaledBytes(source: usize, shift: usize, factor: usize, k: i32, inputs: i32): i64 {
  let bits: i64 = 0;
  const end = min(64, inputs - k);
  for (let j = 0; j < end; j += 4) {
    const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source + <usize>(k + j))));
    bits |= <i64>nonZero(f32x4.convert_i32x4_s(words), shift, factor, k + j) << <i64>j;
  }
  return bits;
}

function nonZeroScaledFloats(source: usize, shift: usize, factor: usize, k: i32, inputs: i32): i64 {
  let bits: i64 = 0;
  const end = min(64, inputs - k);
  for (let j = 0; j < end; j += 4) {
    bits |= <i64>nonZero(v128.load(source + (<usize>(k + j) << 2)), shift, factor, k + j) << <i64>j;
  }
  return bits;
}

// @ts-expect-error: decorator
@inline
function nonZero(x: v128, shift: usize, factor: usize, k: i32): i32 {
  const at = <usize>k << 2;
  return i32x4.bitmask(
    f32x4.ne(f32x4.mul(f32x4.sub(x, v128.load(shift + at)), v128.load(factor + at)), splat(0)),
  );
}

/** s ← lists · W + bias for rows [from, to); bit for bit `multiply` of the inputs that the lists stand for. */
export function multiplyLists(
  lists: usize,
  rowBytes: usize,
  counts: usize,
  W: usize,
  bias: usize,
  s: usize,
  stride: usize,
  from: i32,
  to: i32,
): void {
  const vectors = <i32>(stride >> 4);
  const panels = (vectors + widestPanel - 1) / widestPanel;
  for (let i = from; i < to; i++) {
    const list = lists + <usize>i * rowBytes;
    const end = list + (<usize>load<u32>(counts + (<usize>i << 2)) << 3);
    const row = s + <usize>i * stride;
    for (let p = 0; p < panels; p++) {
      const first = (vectors * p) / panels;
      const at = <usize>first << 4;
      combine((vectors * (p + 1)) / panels - first, list, end, W + at, stride, row + at);
    }
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(bias + j)));
    }
  }
}

/**
 * Turns the rows' lists into lists of columns [first, last), whose numbers of pairs are counted in columnCounts. A row whose delta
 * is not finite is listed with its zeros.
 */
export function listColumns(
  lists: usize,
  rowBytes: usize,
  counts: usize,
  delta: usize,
  stride: usize,
  rows: i32,
  columns: usize,
  columnBytes: usize,
  columnCounts: usize,
  first: i32,
  last: i32,
): void {
  memory.fill(columnCounts + (<usize>first << 2), 0, <usize>(last - first) << 2);
  for (let i = 0; i < rows; i++) {
    const list = lists + <usize>i * rowBytes;
    const end = list + (<usize>load<u32>(counts + (<usize>i << 2)) << 3);
    let at = first === 0 ? list : lowerBound(list, end, first);
    if (isFiniteRow(delta + <usize>i * stride, stride)) {
      for (; at < end; at += 8) {
        const k = load<u32>(at);
        if (<i32>k >= last) break;
        push(columns, columnBytes, columnCounts, k, i, f32.load(at, 4));
      }
    } else {
      for (let k = first; k < last; k++) {
        const listed = at < end && load<u32>(at) === k;
        push(columns, columnBytes, columnCounts, k, i, listed ? f32.load(at, 4) : 0);
        if (listed) at += 8;
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function push(columns: usize, columnBytes: usize, columnCounts: usize, k: u32, row: u32, x: f32): void {
  const count = columnCounts + (<usize>k << 2);
  const held = load<u32>(count);
  const at = columns + <usize>k * columnBytes + (<usize>held << 3);
  store<u32>(at, row);
  f32.store(at, x, 4);
  store<u32>(count, held + 1);
}

/** The first pair whose index is not below k. */
function lowerBound(list: usize, end: usize, k: u32): usize {
  let low: usize = 0;
  let high = (end - list) >> 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<u32>(list + (middle << 3)) < k) low = middle + 1;
    else high = middle;
  }
  return list + (low << 3);
}

function isFiniteRow(row: usize, stride: usize): bool {
  let differences = splat(0);
  for (let j: usize = 0; j < stride; j += 16) {
    const x = v128.load(row + j);
    differences = f32x4.add(differences, f32x4.sub(x, x));
  }
  return allFinite(differences);
}

/** storeGradient for the rows [first, last) of W whose columns of inputs are listed; scratch holds `stride` bytes. */
export function storeGradientOfLists(
  columns: usize,
  columnBytes: usize,
  columnCounts: usize,
  delta: usize,
  stride: usize,
  W: usize,
  G: usize,
  step: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  for (let k = first; k < last; k++) {
    sumColumn(columns, columnBytes, columnCounts, delta, stride, scratch, k);
    const row = <usize>k * stride;
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(G + row + j, penalized(step, v128.load(scratch + j), v128.load(W + row + j)));
    }
  }
}

/** updateWeights likewise. */
export function updateWeightsOfLists(
  columns: usize,
  columnBytes: usize,
  columnCounts: usize,
  delta: usize,
  stride: usize,
  W: usize,
  m0: usize,
  m1: usize,
  step: usize,
  nonFinite: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  if (isPlain(step)) {
    followPlainly(columns, columnBytes, columnCounts, delta, stride, W, step, nonFinite, scratch, first, last);
    return;
  }
  for (let k = first; k < last; k++) {
    sumColumn(columns, columnBytes, columnCounts, delta, stride, scratch, k);
    const row = <usize>k * stride;
    penalizedAndFollowed(step, scratch, W + row, m0 + row, m1 + row, stride, nonFinite);
  }
}

/** The same for plain sgd: what is constant stays in registers for all rows, and rows without inputs need no sums. */
function followPlainly(
  columns: usize,
  columnBytes: usize,
  columnCounts: usize,
  delta: usize,
  stride: usize,
  W: usize,
  step: usize,
  nonFinite: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  const scale = v128.load32_splat(step, At.scale);
  const l2 = v128.load32_splat(step, At.l2);
  const rate = v128.load32_splat(step, At.rate);
  let differences = splat(0);
  for (let k = first; k < last; k++) {
    const row = W + <usize>k * stride;
    if (load<u32>(columnCounts + (<usize>k << 2)) === 0) {
      for (let j: usize = 0; j < stride; j += 16) {
        const w = plainStep(v128.load(row + j), splat(0), l2, rate);
        v128.store(row + j, w);
        differences = f32x4.add(differences, f32x4.sub(w, w));
      }
    } else {
      sumColumn(columns, columnBytes, columnCounts, delta, stride, scratch, k);
      for (let j: usize = 0; j < stride; j += 16) {
        const w = plainStep(v128.load(row + j), f32x4.mul(v128.load(scratch + j), scale), l2, rate);
        v128.store(row + j, w);
        differences = f32x4.add(differences, f32x4.sub(w, w));
      }
    }
  }
  if (!allFinite(differences)) store<i32>(nonFinite, 1);
}

/** out ← Σ over the pairs of column k of x · delta[row] */
// @ts-expect-error: decorator
@inline
function sumColumn(
  columns: usize,
  columnBytes: usize,
  columnCounts: usize,
  delta: usize,
  stride: usize,
  out: usize,
  k: i32,
): void {
  const list = columns + <usize>k * columnBytes;
  const end = list + (<usize>load<u32>(columnCounts + (<usize>k << 2)) << 3);
  const vectors = <i32>(stride >> 4);
  const panels = (vectors + widestPanel - 1) / widestPanel;
  for (let p = 0; p < panels; p++) {
    const from = (vectors * p) / panels;
    const at = <usize>from << 4;
    combine((vectors * (p + 1)) / panels - from, list, end, delta + at, stride, out + at);
  }
}
