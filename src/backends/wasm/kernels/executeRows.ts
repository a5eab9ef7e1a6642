/** Instructions whose outputs are rows of the minibatch. Products and the ops after them take rows in fours. */
import { activate, softmaxRows } from "./activate";
import { address, integer } from "./decode";
import { softmaxBackpropagateRows, throughActivation } from "./derivative";
import { applyDropout } from "./dropout";
import { gatherBytes, gatherClasses, gatherDense, gatherFloats, gatherPacked } from "./gather";
import { measureRows } from "./measure";
import { Minibatch } from "./minibatch";
import { multiply, multiplyTransposed } from "./multiply";
import { RowOp } from "./op";
import {
  ActivateOperands, BackpropagateElementsOperands, MultiplyOperands, MultiplySparseOperands, MultiplyTransposedOperands,
} from "./operands";
import { differences, weighRows } from "./outputError";
import { share } from "./share";
import { multiplySparse } from "./sparse";
import { gatherSparseRows } from "./sparseRows";

export function executeRows(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const start = load<i32>(minibatch, Minibatch.start);
  const from = share(rows, part, parts, 4);
  const to = share(rows, part + 1, parts, 4);
  const padded = (to + 3) & ~3;
  switch (op) {
    case RowOp.gatherBytes:
      return gatherBytes(at, start, from, to);
    case RowOp.gatherFloats:
      return gatherFloats(at, start, from, to);
    case RowOp.gatherPacked:
      return gatherPacked(at, start, from, to);
    case RowOp.gatherSparse:
      return gatherSparseRows(at, part, 0, start, from, to);
    case RowOp.multiplySparse:
      return multiplySparse(at, 0, from, to, 0, address(at, MultiplySparseOperands.width));
    case RowOp.gatherClasses:
      return gatherClasses(at, start, from, to);
    case RowOp.gatherDense:
      return gatherDense(at, start, from, to);
    case RowOp.multiply:
      return multiply(at, part, from, padded, 0, address(at, MultiplyOperands.width));
    case RowOp.addBiasAndActivate: {
      const stride = address(at, ActivateOperands.stride);
      const first = <usize>from * stride;
      return activate(
        integer(at, ActivateOperands.kind),
        address(at, ActivateOperands.bias),
        address(at, ActivateOperands.s) + first,
        address(at, ActivateOperands.z) + first,
        stride,
        address(at, ActivateOperands.alpha),
        address(at, ActivateOperands.width),
        padded - from,
      );
    }
    case RowOp.softmaxRows:
      return softmaxRows(at, from, padded);
    case RowOp.applyDropout:
      return applyDropout(at, minibatch, from, padded);
    case RowOp.measureRows:
      return measureRows(at, from, to);
    case RowOp.differences:
      return differences(at, from, padded);
    case RowOp.weighRows:
      return weighRows(at, from, padded);
    case RowOp.multiplyTransposed:
      return multiplyTransposed(at, part, from, padded, 0, address(at, MultiplyTransposedOperands.width));
    case RowOp.softmaxBackpropagateRows:
      return softmaxBackpropagateRows(at, from, padded);
    case RowOp.backpropagateElements: {
      const stride = address(at, BackpropagateElementsOperands.stride);
      const first = <usize>from * stride;
      return throughActivation(
        integer(at, BackpropagateElementsOperands.kind),
        address(at, BackpropagateElementsOperands.s) + first,
        address(at, BackpropagateElementsOperands.delta) + first,
        stride,
        address(at, BackpropagateElementsOperands.alpha),
        address(at, BackpropagateElementsOperands.width),
        padded - from,
      );
    }
  }
}
