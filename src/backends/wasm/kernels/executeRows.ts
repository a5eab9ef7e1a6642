/** Instructions whose outputs are rows of the minibatch. Products and what follows them take rows in fours. */
import { activate, softmaxRows } from "./activate";
import { a, n, share, x } from "./arguments";
import { multiplyListsPart, multiplyPart, multiplyTransposedPart } from "./executeUnits";
import { softmaxBackpropagateRows, throughActivation } from "./derivative";
import { applyDropout } from "./dropout";
import { gatherBytes, gatherClasses, gatherDense, gatherFloats, gatherPacked } from "./gather";
import { listRows, regionOf } from "./sparseRows";
import { measureRows } from "./measure";
import { Minibatch } from "./minibatch";
import { Op } from "./op";
import { differences, weighRows } from "./outputError";

export function carryOutRows(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const start = load<i32>(minibatch, Minibatch.start);
  const from = share(rows, part, parts, 4);
  const to = share(rows, part + 1, parts, 4);
  const padded = (to + 3) & ~3;
  switch (op) {
    case Op.gatherBytes:
      return gatherBytes(a(at, 0), n(at, 1), a(at, 2), a(at, 3), a(at, 4), start, a(at, 5), a(at, 6), from, to);
    case Op.gatherFloats:
      return gatherFloats(a(at, 0), n(at, 1), a(at, 2), a(at, 3), a(at, 4), start, a(at, 5), a(at, 6), from, to);
    case Op.gatherPacked:
      return gatherPacked(n(at, 0), a(at, 1), x(at, 2), x(at, 3), a(at, 4), start, a(at, 5), a(at, 6), from, to);
    case Op.listOwnRows: {
      const region = regionOf(a(at, 0), part);
      const bounds = regionOf(a(at, 0), 0);
      return listRows(a(at, 0), region, bounds, n(at, 1), a(at, 2), x(at, 3), x(at, 4), a(at, 5), start, from, to);
    }
    case Op.multiplyOwnLists:
      return multiplyListsPart(at, regionOf(a(at, 0), 0), from, to, 0, a(at, 9));
    case Op.gatherClasses:
      return gatherClasses(a(at, 0), a(at, 1), start, a(at, 2), a(at, 3), n(at, 4), from, to);
    case Op.gatherDense:
      return gatherDense(a(at, 0), a(at, 1), start, a(at, 2), a(at, 3), n(at, 4), from, to);
    case Op.multiply:
      return multiplyPart(at, part, from, padded, 0, a(at, 13));
    case Op.addBiasAndActivate: {
      const stride = a(at, 4);
      const first = <usize>from * stride;
      return activate(
        n(at, 1), a(at, 0), a(at, 2) + first, a(at, 3) + first, stride, a(at, 5), a(at, 6), padded - from,
      );
    }
    case Op.softmaxRows:
      return softmaxRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), from, padded);
    case Op.applyDropout:
      return applyDropout(
        a(at, 0), a(at, 1), n(at, 2), n(at, 3), x(at, 4),
        load<u32>(minibatch, Minibatch.batch), load<u32>(minibatch, Minibatch.epoch),
        n(at, 5), n(at, 6), n(at, 7), from, padded,
      );
    case Op.measureRows:
      return measureRows(
        n(at, 0), n(at, 1), n(at, 2), a(at, 3), a(at, 4), a(at, 5), a(at, 6), n(at, 7), a(at, 8), a(at, 9), from, to,
      );
    case Op.differences:
      return differences(a(at, 0), a(at, 1), a(at, 2), a(at, 3), from, padded);
    case Op.weighRows:
      return weighRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), a(at, 4), from, padded);
    case Op.multiplyTransposed:
      return multiplyTransposedPart(at, part, from, padded, 0, a(at, 13));
    case Op.softmaxBackpropagateRows:
      return softmaxBackpropagateRows(a(at, 0), a(at, 1), a(at, 2), n(at, 3), from, padded);
    case Op.backpropagateElements: {
      const stride = a(at, 3);
      const first = <usize>from * stride;
      return throughActivation(
        n(at, 0), a(at, 1) + first, a(at, 2) + first, stride, a(at, 5), a(at, 4), padded - from,
      );
    }
  }
}
