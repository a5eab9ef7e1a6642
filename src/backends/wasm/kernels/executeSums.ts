/** Instructions that sum over all rows of the minibatch: outputs are weights, or vectors of a row of parameters. */
import { a, n, scratchOf, share, unitShare } from "./arguments";
import { alphaGradient, sumColumns } from "./columns";
import { storeGradient, storeGradientOfSums, updateWeights, updateWeightsOfSums } from "./gradient";
import { regionOf } from "./sparseRows";
import { Minibatch } from "./minibatch";
import { Op } from "./op";
import { storeGradientOfLists, updateWeightsOfLists } from "./sparse";
import { scaleVector, updateVector } from "./updateVector";

export function carryOutSums(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  if (op <= Op.updateWeightsOfSums) ofWeights(op, at, minibatch, part, parts);
  else ofVectors(op, at, minibatch, part, parts);
}

/**
 * The first arguments say how many rows W has, how many bytes of each are used, and whether parts are rows of W: where there are too few
 * units to share. Then come W, what else changes, the rows' stride and where in the minibatch the step's block lies.
 */
function ofWeights(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const inputs = n(at, 0);
  const width = a(at, 1);
  const byRows = n(at, 2) !== 0;
  const first = byRows ? share(inputs, part, parts, 4) : 0;
  const last = byRows ? share(inputs, part + 1, parts, 4) : inputs;
  const left: usize = byRows ? 0 : unitShare(width, part, parts);
  const right: usize = byRows ? width : unitShare(width, part + 1, parts);
  if (first === last || left === right) return;
  const W = a(at, 3);
  const m0 = a(at, 4);
  const m1 = a(at, 5);
  const stride = a(at, 6);
  const step = minibatch + a(at, 7);
  const nonFinite = a(at, 8);
  const scratch = scratchOf(at, 9, part);
  switch (op) {
    case Op.storeGradient:
      return storeGradient(
        a(at, 11), a(at, 12), a(at, 13), a(at, 14), rows, W, m0, stride, step, scratch, first, last, left, right,
      );
    case Op.updateWeights:
      return updateWeights(
        a(at, 11), a(at, 12), a(at, 13), a(at, 14), rows, W, m0, m1, stride, step, nonFinite, scratch,
        first, last, left, right,
      );
    case Op.storeGradientOfLists:
      return storeGradientOfLists(
        a(at, 11), regionOf(a(at, 11), part), rows, a(at, 13), a(at, 14), W, m0, stride, step, scratch, left, right,
      );
    case Op.updateWeightsOfLists:
      return updateWeightsOfLists(
        a(at, 11), regionOf(a(at, 11), part), rows, a(at, 13), a(at, 14), W, m0, m1, stride, step, nonFinite, scratch,
        left, right,
      );
    case Op.storeGradientOfSums:
      return storeGradientOfSums(a(at, 11), stride, W, m0, step, first, last);
    case Op.updateWeightsOfSums:
      return updateWeightsOfSums(a(at, 11), stride, W, m0, m1, step, nonFinite, first, last);
  }
}

function ofVectors(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const scale = load<f32>(minibatch, Minibatch.scale);
  const vectors = <i32>(a(at, 0) >> 4);
  const first = share(vectors, part, parts, 1);
  const last = share(vectors, part + 1, parts, 1);
  const from = <usize>first << 4;
  const bytes = (<usize>last << 4) - from;
  switch (op) {
    case Op.alphaGradient:
      return alphaGradient(n(at, 1), a(at, 2), a(at, 3), a(at, 4), rows, a(at, 5), first, last);
    case Op.meanOfRows:
      return sumColumns(a(at, 1), a(at, 2), rows, scale, a(at, 3), first, last);
    case Op.divideByRows:
      return scaleVector(a(at, 1) + from, scale, a(at, 2) + from, bytes);
    case Op.updateVector:
      return updateVector(a(at, 1) + from, a(at, 2) + from, a(at, 3) + from, a(at, 4) + from, minibatch + a(at, 5), bytes);
  }
}
