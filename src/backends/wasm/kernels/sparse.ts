/**
 * The first layer where most inputs are zero: only what is not zero is multiplied, in the order of the dense products. A
 * sum that begins with +0 is never −0, so leaving out ±0 changes no bit. 0 · w does where w is not finite: then zeros are listed too.
 * Does bytes [from, to) of the rows of outputs, in panels as wide as registers allow.
 */
import { activate } from "./activate";
import { allFinite, splat } from "./functions";
import { areFinite, Lists, listColumnsFully } from "./lists";
import { combine, widestPanel } from "./panel";
import { At, followWithoutInputs, isPlain, penalized, penalizedAndFollowed, plainStep } from "./step";

// @ts-expect-error: decorator
@inline
function panelsOf(from: usize, to: usize): i32 {
  return (<i32>((to - from) >> 4) + widestPanel - 1) / widestPanel;
}

/** Where panel p begins. */
// @ts-expect-error: decorator
@inline
function panelAt(from: usize, to: usize, p: i32, panels: i32): usize {
  return from + (<usize>((<i32>((to - from) >> 4) * p) / panels) << 4);
}

/** s ← lists · W + bias, bit for bit `multiply` of the inputs that the lists stand for; z ← f(s). s and z have one stride. */
export function multiplyLists(
  region: usize,
  rows: i32,
  W: usize,
  strideW: usize,
  bias: usize,
  kind: i32,
  s: usize,
  z: usize,
  stride: usize,
  alpha: usize,
  from: usize,
  to: usize,
): void {
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    for (let i: usize = 0; i < <usize>rows; i++) {
      const begin = <usize>load<u32>(region + (i << 3));
      const end = <usize>load<u32>(region + (i << 3), 4);
      const row = i * stride + j;
      combine(<i32>(bytes >> 4), begin, end, W + j, strideW, s + row);
      activate(kind, bias + j, s + row, z + row, stride, alpha + j, bytes, 1);
    }
  }
}

/** storeGradient of all rows of W from the columns' lists; scratch holds a panel. */
export function storeGradientOfLists(
  lists: usize,
  region: usize,
  rows: i32,
  delta: usize,
  stride: usize,
  W: usize,
  G: usize,
  strideW: usize,
  step: usize,
  scratch: usize,
  from: usize,
  to: usize,
): void {
  if (!areFinite(delta, stride, rows, from, to)) listColumnsFully(lists, region, rows);
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    const ends = region + <usize>load<u32>(lists, Lists.ends);
    let column = region + <usize>load<u32>(lists, Lists.columns);
    const inputs = load<i32>(lists, Lists.inputs);
    for (let k = 0; k < inputs; k++) {
      const end = <usize>load<u32>(ends + (<usize>k << 2));
      combine(<i32>(bytes >> 4), column, end, delta + j, stride, scratch);
      const row = <usize>k * strideW + j;
      for (let c: usize = 0; c < bytes; c += 16) {
        v128.store(G + row + c, penalized(step, v128.load(scratch + c), v128.load(W + row + c)));
      }
      column += <usize>load<u32>(lists, Lists.columnBytes);
    }
  }
}

/** updateWeights likewise. */
export function updateWeightsOfLists(
  lists: usize,
  region: usize,
  rows: i32,
  delta: usize,
  stride: usize,
  W: usize,
  m0: usize,
  m1: usize,
  strideW: usize,
  step: usize,
  nonFinite: usize,
  scratch: usize,
  from: usize,
  to: usize,
): void {
  if (!areFinite(delta, stride, rows, from, to)) listColumnsFully(lists, region, rows);
  const plain = isPlain(step);
  const ends = region + <usize>load<u32>(lists, Lists.ends);
  const columns = region + <usize>load<u32>(lists, Lists.columns);
  const columnBytes = <usize>load<u32>(lists, Lists.columnBytes);
  const inputs = load<i32>(lists, Lists.inputs);
  const scale = v128.load32_splat(step, At.scale);
  const l2 = v128.load32_splat(step, At.l2);
  const rate = v128.load32_splat(step, At.rate);
  let differences = splat(0);
  const panels = panelsOf(from, to);
  for (let p = 0; p < panels; p++) {
    const j = panelAt(from, to, p, panels);
    const bytes = panelAt(from, to, p + 1, panels) - j;
    let column = columns;
    let at = j;
    for (let k: usize = 0; k < <usize>inputs; k++) {
      const end = <usize>load<u32>(ends + (k << 2));
      if (plain && column === end) followWithoutInputs(step, W + at, bytes, nonFinite);
      else {
        combine(<i32>(bytes >> 4), column, end, delta + j, stride, scratch);
        if (plain) {
          for (let c: usize = 0; c < bytes; c += 16) {
            const w = plainStep(v128.load(W + at + c), f32x4.mul(v128.load(scratch + c), scale), l2, rate);
            v128.store(W + at + c, w);
            differences = v128.or(differences, f32x4.sub(w, w));
          }
        } else penalizedAndFollowed(step, scratch, W + at, m0 + at, m1 + at, bytes, nonFinite);
      }
      column += columnBytes;
      at += strideW;
    }
  }
  if (!allFinite(differences)) store<i32>(nonFinite, 1);
}
