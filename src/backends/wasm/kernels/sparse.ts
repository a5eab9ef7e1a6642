/**
 * The first layer with mostly zero inputs: multiplies only non-zero inputs, in the order of the dense products. A sum
 * that starts with +0 is never −0, so omitting ±0 changes no bit. 0 · w does so if w is not finite: then zeros are
 * listed too. Computes bytes [from, to) of the rows of outputs, in panels as wide as registers allow.
 */
import { activate } from "./activate";
import { address, integer, scratchOf } from "./decode";
import { allFinite, splat } from "./functions";
import { Minibatch } from "./minibatch";
import { MultiplySparseOperands, SparseGradientOperands, WeightOperands } from "./operands";
import { combine, widestPanel } from "./panel";
import { SparseLayout } from "./sparseLayout";
import { areFinite, regionOf, transposeSparseRowsInFull } from "./sparseRows";
import { followPlainly, followWithoutInputs, isPlain, penalized, penalizedAndFollowed } from "./step";
import { StepBlock } from "./stepBlock";

// @ts-expect-error: decorator
@inline
function panelsOf(from: usize, to: usize): i32 {
  return (<i32>((to - from) >> 4) + widestPanel - 1) / widestPanel;
}

/** Returns the start of panel p. */
// @ts-expect-error: decorator
@inline
function panelAt(from: usize, to: usize, p: i32, panels: i32): usize {
  return from + (<usize>((<i32>((to - from) >> 4) * p) / panels) << 4);
}

/**
 * s ← sparse rows · W + bias, bit for bit `multiply`; z ← f(s), for rows [first, last). s and z have the same stride.
 * The bounds of the rows are in the region of `boundsPart`.
 */
export function multiplySparse(
  instruction: usize,
  boundsPart: i32,
  first: i32,
  last: i32,
  from: usize,
  to: usize,
): void {
  const bounds = regionOf(address(instruction, MultiplySparseOperands.sparse), boundsPart);
  const W = address(instruction, MultiplySparseOperands.W);
  const strideW = address(instruction, MultiplySparseOperands.strideW);
  const bias = address(instruction, MultiplySparseOperands.bias);
  const kind = integer(instruction, MultiplySparseOperands.kind);
  const s = address(instruction, MultiplySparseOperands.s);
  const z = address(instruction, MultiplySparseOperands.z);
  const stride = address(instruction, MultiplySparseOperands.stride);
  const alpha = address(instruction, MultiplySparseOperands.alpha);
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    for (let i = <usize>first; i < <usize>last; i++) {
      const begin = <usize>load<u32>(bounds + (i << 3));
      const end = <usize>load<u32>(bounds + (i << 3), 4);
      const row = i * stride + j;
      combine(<i32>(bytes >> 4), begin, end, W + j, strideW, s + row);
      activate(kind, bias + j, s + row, z + row, stride, alpha + j, bytes, 1);
    }
  }
}

/** storeGradient for all rows of W from the sparse columns; scratch holds a panel. */
export function storeGradientOfSparse(instruction: usize, minibatch: usize, part: i32, from: usize, to: usize): void {
  const sparse = address(instruction, SparseGradientOperands.sparse);
  const delta = address(instruction, SparseGradientOperands.delta);
  const stride = address(instruction, SparseGradientOperands.stride);
  const region = regionOf(sparse, part);
  const scratch = scratchOf(instruction, SparseGradientOperands.scratch, SparseGradientOperands.scratchBytes, part);
  const rows = load<i32>(minibatch, Minibatch.rows);
  const W = address(instruction, WeightOperands.W);
  const G = address(instruction, WeightOperands.m0);
  const strideW = address(instruction, WeightOperands.strideW);
  const step = minibatch + address(instruction, WeightOperands.step);
  if (!areFinite(delta, stride, rows, from, to)) transposeSparseRowsInFull(sparse, region, rows);
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    const ends = region + <usize>load<u32>(sparse, SparseLayout.ends);
    let column = region + <usize>load<u32>(sparse, SparseLayout.columns);
    const inputs = load<i32>(sparse, SparseLayout.inputs);
    for (let k = 0; k < inputs; k++) {
      const end = <usize>load<u32>(ends + (<usize>k << 2));
      combine(<i32>(bytes >> 4), column, end, delta + j, stride, scratch);
      const row = <usize>k * strideW + j;
      for (let c: usize = 0; c < bytes; c += 16) {
        v128.store(G + row + c, penalized(step, v128.load(scratch + c), v128.load(W + row + c)));
      }
      column += <usize>load<u32>(sparse, SparseLayout.columnBytes);
    }
  }
}

/** updateWeights for all rows of W from the sparse columns. */
export function updateWeightsOfSparse(instruction: usize, minibatch: usize, part: i32, from: usize, to: usize): void {
  const sparse = address(instruction, SparseGradientOperands.sparse);
  const delta = address(instruction, SparseGradientOperands.delta);
  const stride = address(instruction, SparseGradientOperands.stride);
  const region = regionOf(sparse, part);
  const scratch = scratchOf(instruction, SparseGradientOperands.scratch, SparseGradientOperands.scratchBytes, part);
  const rows = load<i32>(minibatch, Minibatch.rows);
  const W = address(instruction, WeightOperands.W);
  const m0 = address(instruction, WeightOperands.m0);
  const m1 = address(instruction, WeightOperands.m1);
  const strideW = address(instruction, WeightOperands.strideW);
  const step = minibatch + address(instruction, WeightOperands.step);
  const nonFinite = address(instruction, WeightOperands.nonFinite);
  if (!areFinite(delta, stride, rows, from, to)) transposeSparseRowsInFull(sparse, region, rows);
  const plain = isPlain(step);
  const ends = region + <usize>load<u32>(sparse, SparseLayout.ends);
  const columns = region + <usize>load<u32>(sparse, SparseLayout.columns);
  const columnBytes = <usize>load<u32>(sparse, SparseLayout.columnBytes);
  const inputs = load<i32>(sparse, SparseLayout.inputs);
  const scale = v128.load32_splat(step, StepBlock.scale);
  const l2 = v128.load32_splat(step, StepBlock.l2);
  const rate = v128.load32_splat(step, StepBlock.rate);
  let differences = splat(0);
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    let column = columns;
    let at = j;
    for (let k = 0; k < inputs; ) {
      if (plain) {
        const empty = emptyColumns(ends, column, columnBytes, k, inputs);
        followWithoutInputs(step, W + at, bytes, strideW, empty, nonFinite);
        k += empty;
        column += columnBytes * <usize>empty;
        at += strideW * <usize>empty;
        if (k === inputs) break;
      }
      combine(<i32>(bytes >> 4), column, <usize>load<u32>(ends + (<usize>k << 2)), delta + j, stride, scratch);
      if (plain) differences = v128.or(differences, followPlainly(W + at, scratch, bytes, scale, l2, rate));
      else penalizedAndFollowed(step, scratch, W + at, m0 + at, m1 + at, bytes, nonFinite);
      k++;
      column += columnBytes;
      at += strideW;
    }
  }
  if (!allFinite(differences)) store<i32>(nonFinite, 1);
}

/** Returns the number of columns from k on that have no pairs. */
// @ts-expect-error: decorator
@inline
function emptyColumns(ends: usize, column: usize, columnBytes: usize, k: i32, inputs: i32): i32 {
  let count = 0;
  while (k + count < inputs && <usize>load<u32>(ends + (<usize>(k + count) << 2)) === column) {
    column += columnBytes;
    count++;
  }
  return count;
}
