/**
 * Carries out one instruction of a program: looks up its arguments and the part of its outputs that is asked for. An instruction is
 * 16 int32: what it does (op.ts), then its arguments, in the order in which src/backends/wasm/compile*.ts writes them.
 */
import { activate, softmaxRows } from "./activate";
import { alphaGradient, sumColumns } from "./columns";
import { backpropagateElements, softmaxBackpropagateRows } from "./derivative";
import { applyDropout } from "./dropout";
import { gatherBytes, gatherClasses, gatherDense, gatherFloats } from "./gather";
import { storeGradient, storeGradientOfSums, updateWeights, updateWeightsOfSums } from "./gradient";
import { measureRows } from "./measure";
import { Minibatch } from "./minibatch";
import { addBias, multiply, multiplyTransposed } from "./multiply";
import { Op } from "./op";
import { differences, weighRows } from "./outputError";
import { listBytes, listColumns, listFloats, multiplyLists, storeGradientOfLists, updateWeightsOfLists } from "./sparse";
import { scaleVector, updateVector } from "./updateVector";

/** Argument i, an address or a number of bytes. */
// @ts-expect-error: decorator
@inline
function a(at: usize, i: i32): usize {
  return <usize>load<u32>(at + 4 + (<usize>i << 2));
}

/** Argument i, a number. */
// @ts-expect-error: decorator
@inline
function n(at: usize, i: i32): i32 {
  return load<i32>(at + 4 + (<usize>i << 2));
}

/** Where the part begins of `total` outputs, in whole `multiple`s: the same whatever carries it out. */
// @ts-expect-error: decorator
@inline
function share(total: i32, part: i32, parts: i32, multiple: i32): i32 {
  const blocks = (total + multiple - 1) / multiple;
  return min<i32>(total, ((blocks * part) / parts) * multiple);
}

/** Scratch of this part: argument i is the address, the one after it the bytes of each part. */
// @ts-expect-error: decorator
@inline
function scratchOf(at: usize, i: i32, part: i32): usize {
  return a(at, i) + a(at, i + 1) * <usize>part;
}

/** @param minibatch laid out as minibatch.ts says */
export function carryOut(at: usize, minibatch: usize, part: i32, parts: i32): void {
  const op = load<i32>(at);
  if (op <= Op.backpropagateElements) rowWise(op, at, minibatch, part, parts);
  else outputWise(op, at, minibatch, part, parts);
}

/** Outputs are rows of the minibatch. Products and what follows them take rows in fours. */
function rowWise(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const start = load<i32>(minibatch, Minibatch.start);
  const from = share(rows, part, parts, 4);
  const to = share(rows, part + 1, parts, 4);
  const padded = (to + 3) & ~3;
  switch (op) {
    case Op.gatherBytes:
      gatherBytes(a(at, 0), n(at, 1), a(at, 2), a(at, 3), a(at, 4), start, a(at, 5), a(at, 6), from, to);
      return;
    case Op.gatherFloats:
      gatherFloats(a(at, 0), n(at, 1), a(at, 2), a(at, 3), a(at, 4), start, a(at, 5), a(at, 6), from, to);
      return;
    case Op.gatherClasses:
      gatherClasses(a(at, 0), a(at, 1), start, a(at, 2), a(at, 3), n(at, 4), from, to);
      return;
    case Op.gatherDense:
      gatherDense(a(at, 0), a(at, 1), start, a(at, 2), a(at, 3), n(at, 4), from, to);
      return;
    case Op.listBytes:
      listBytes(
        a(at, 0),
        n(at, 1),
        a(at, 2),
        a(at, 3),
        a(at, 4),
        start,
        a(at, 5),
        a(at, 6),
        a(at, 7),
        a(at, 8),
        n(at, 9),
        from,
        to,
      );
      return;
    case Op.listFloats:
      listFloats(
        a(at, 0),
        n(at, 1),
        a(at, 2),
        a(at, 3),
        a(at, 4),
        start,
        a(at, 5),
        a(at, 6),
        a(at, 7),
        a(at, 8),
        from,
        to,
      );
      return;
    case Op.multiply:
      multiply(a(at, 0), a(at, 1), a(at, 2), a(at, 3), n(at, 4), a(at, 5), a(at, 6), a(at, 7), from, padded);
      return;
    case Op.multiplyLists:
      multiplyLists(a(at, 0), a(at, 1), a(at, 2), a(at, 3), a(at, 4), a(at, 5), a(at, 6), from, to);
      return;
    case Op.addBias:
      addBias(a(at, 0), a(at, 1), a(at, 2), from, padded);
      return;
    case Op.activate:
      activate(n(at, 0), a(at, 1), a(at, 2), a(at, 3), a(at, 4), from, padded);
      return;
    case Op.softmaxRows:
      softmaxRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), from, padded);
      return;
    case Op.applyDropout:
      applyDropout(
        a(at, 0),
        a(at, 1),
        n(at, 2),
        n(at, 3),
        f32.load(at, 20),
        load<u32>(minibatch, Minibatch.batch),
        load<u32>(minibatch, Minibatch.epoch),
        n(at, 5),
        n(at, 6),
        n(at, 7),
        from,
        padded,
      );
      return;
    case Op.measureRows:
      measureRows(
        n(at, 0),
        n(at, 1),
        n(at, 2),
        a(at, 3),
        a(at, 4),
        a(at, 5),
        a(at, 6),
        n(at, 7),
        a(at, 8),
        a(at, 9),
        from,
        to,
      );
      return;
    case Op.differences:
      differences(a(at, 0), a(at, 1), a(at, 2), a(at, 3), from, padded);
      return;
    case Op.weighRows:
      weighRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), a(at, 4), from, padded);
      return;
    case Op.multiplyTransposed:
      multiplyTransposed(
        a(at, 0),
        a(at, 1),
        a(at, 2),
        a(at, 3),
        n(at, 4),
        n(at, 5),
        a(at, 6),
        a(at, 7),
        scratchOf(at, 8, part),
        from,
        padded,
      );
      return;
    case Op.softmaxBackpropagateRows:
      softmaxBackpropagateRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), from, padded);
      return;
    case Op.backpropagateElements:
      backpropagateElements(n(at, 0), a(at, 1), a(at, 2), a(at, 3), a(at, 4), from, padded);
      return;
  }
}

/** Outputs are rows of W, or vectors of a row of parameters: sums over all rows of the minibatch. */
function outputWise(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  switch (op) {
    case Op.listColumns: {
      const from = share(n(at, 8), part, parts, 4);
      const to = share(n(at, 8), part + 1, parts, 4);
      listColumns(
        a(at, 0),
        a(at, 1),
        a(at, 2),
        a(at, 3),
        a(at, 4),
        rows,
        a(at, 5),
        a(at, 6),
        a(at, 7),
        from,
        to,
      );
      return;
    }
    case Op.storeGradient: {
      const from = share(n(at, 9), part, parts, 4);
      const to = share(n(at, 9), part + 1, parts, 4);
      const block = minibatch + a(at, 6);
      const scratch = scratchOf(at, 7, part);
      storeGradient(a(at, 0), a(at, 1), a(at, 2), a(at, 3), rows, a(at, 4), a(at, 5), block, scratch, from, to);
      return;
    }
    case Op.storeGradientOfLists: {
      const from = share(n(at, 10), part, parts, 4);
      const to = share(n(at, 10), part + 1, parts, 4);
      const block = minibatch + a(at, 7);
      const scratch = scratchOf(at, 8, part);
      storeGradientOfLists(
        a(at, 0),
        a(at, 1),
        a(at, 2),
        a(at, 3),
        a(at, 4),
        a(at, 5),
        a(at, 6),
        block,
        scratch,
        from,
        to,
      );
      return;
    }
    case Op.updateWeights: {
      const from = share(n(at, 11), part, parts, 4);
      const to = share(n(at, 11), part + 1, parts, 4);
      const block = minibatch + a(at, 7);
      const scratch = scratchOf(at, 9, part);
      updateWeights(
        a(at, 0),
        a(at, 1),
        a(at, 2),
        a(at, 3),
        rows,
        a(at, 4),
        a(at, 5),
        a(at, 6),
        block,
        a(at, 8),
        scratch,
        from,
        to,
      );
      return;
    }
    case Op.updateWeightsOfLists: {
      const from = share(n(at, 12), part, parts, 4);
      const to = share(n(at, 12), part + 1, parts, 4);
      const block = minibatch + a(at, 8);
      const scratch = scratchOf(at, 10, part);
      updateWeightsOfLists(
        a(at, 0),
        a(at, 1),
        a(at, 2),
        a(at, 3),
        a(at, 4),
        a(at, 5),
        a(at, 6),
        a(at, 7),
        block,
        a(at, 9),
        scratch,
        from,
        to,
      );
      return;
    }
    case Op.storeGradientOfSums: {
      const from = share(n(at, 5), part, parts, 4);
      const to = share(n(at, 5), part + 1, parts, 4);
      storeGradientOfSums(a(at, 0), a(at, 1), a(at, 2), a(at, 3), minibatch + a(at, 4), from, to);
      return;
    }
    case Op.updateWeightsOfSums: {
      const from = share(n(at, 7), part, parts, 4);
      const to = share(n(at, 7), part + 1, parts, 4);
      const block = minibatch + a(at, 5);
      updateWeightsOfSums(a(at, 0), a(at, 1), a(at, 2), a(at, 3), a(at, 4), block, a(at, 6), from, to);
      return;
    }
    case Op.alphaGradient: {
      const vectors = <i32>(a(at, 3) >> 4);
      const from = share(vectors, part, parts, 1);
      const to = share(vectors, part + 1, parts, 1);
      alphaGradient(n(at, 0), a(at, 1), a(at, 2), a(at, 3), rows, a(at, 4), from, to);
      return;
    }
    case Op.meanOfRows: {
      const vectors = <i32>(a(at, 1) >> 4);
      const scale = load<f32>(minibatch, Minibatch.scale);
      const from = share(vectors, part, parts, 1);
      const to = share(vectors, part + 1, parts, 1);
      sumColumns(a(at, 0), a(at, 1), rows, scale, a(at, 2), from, to);
      return;
    }
    case Op.divideByRows: {
      const vectors = <i32>(a(at, 1) >> 4);
      const scale = load<f32>(minibatch, Minibatch.scale);
      const from = <usize>share(vectors, part, parts, 1) << 4;
      const to = <usize>share(vectors, part + 1, parts, 1) << 4;
      scaleVector(a(at, 0) + from, scale, a(at, 2) + from, to - from);
      return;
    }
    case Op.updateVector: {
      const vectors = <i32>(a(at, 5) >> 4);
      const from = <usize>share(vectors, part, parts, 1) << 4;
      const to = <usize>share(vectors, part + 1, parts, 1) << 4;
      const block = minibatch + a(at, 4);
      updateVector(a(at, 0) + from, a(at, 1) + from, a(at, 2) + from, a(at, 3) + from, block, to - from);
      return;
    }
  }
}
