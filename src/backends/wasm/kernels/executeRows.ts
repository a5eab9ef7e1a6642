/** Instructions whose outputs are rows of the minibatch. Products and the ops after them take rows in fours. */
import { activate, softmaxRows } from "./activate";
import { address, float, integer } from "./decode";
import { softmaxBackpropagateRows, throughActivation } from "./derivative";
import { applyDropout } from "./dropout";
import { multiplySparsePart, multiplyPart, multiplyTransposedPart } from "./executeUnits";
import { gatherBytes, gatherClasses, gatherDense, gatherFloats, gatherPacked } from "./gather";
import { measureRows } from "./measure";
import { Minibatch } from "./minibatch";
import { RowOp } from "./op";
import {
  ActivateOperands, BackpropagateElementsOperands, DifferencesOperands, DropoutOperands, GatherOperands, GatherPackedOperands,
  GatherTargetsOperands, GatherSparseOperands, MeasureOperands, MultiplySparseOperands, MultiplyOperands, MultiplyTransposedOperands,
  SoftmaxBackpropagateOperands, SoftmaxOperands, WeighRowsOperands,
} from "./operands";
import { differences, weighRows } from "./outputError";
import { share } from "./share";
import { gatherSparseRows, regionOf } from "./sparseRows";

export function executeRows(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const start = load<i32>(minibatch, Minibatch.start);
  const from = share(rows, part, parts, 4);
  const to = share(rows, part + 1, parts, 4);
  const padded = (to + 3) & ~3;
  switch (op) {
    case RowOp.gatherBytes:
      return gatherBytes(
        address(at, GatherOperands.values),
        integer(at, GatherOperands.inputs),
        address(at, GatherOperands.shift),
        address(at, GatherOperands.factor),
        address(at, GatherOperands.order),
        start,
        address(at, GatherOperands.out),
        address(at, GatherOperands.stride),
        from,
        to,
      );
    case RowOp.gatherFloats:
      return gatherFloats(
        address(at, GatherOperands.values),
        integer(at, GatherOperands.inputs),
        address(at, GatherOperands.shift),
        address(at, GatherOperands.factor),
        address(at, GatherOperands.order),
        start,
        address(at, GatherOperands.out),
        address(at, GatherOperands.stride),
        from,
        to,
      );
    case RowOp.gatherPacked:
      return gatherPacked(
        integer(at, GatherPackedOperands.bytes),
        address(at, GatherPackedOperands.table),
        float(at, GatherPackedOperands.shift),
        float(at, GatherPackedOperands.factor),
        address(at, GatherPackedOperands.order),
        start,
        address(at, GatherPackedOperands.out),
        address(at, GatherPackedOperands.stride),
        from,
        to,
      );
    case RowOp.gatherSparse: {
      const sparse = address(at, GatherSparseOperands.sparse);
      return gatherSparseRows(
        sparse,
        regionOf(sparse, part),
        regionOf(sparse, 0),
        integer(at, GatherSparseOperands.bytes),
        address(at, GatherSparseOperands.table),
        float(at, GatherSparseOperands.shift),
        float(at, GatherSparseOperands.factor),
        address(at, GatherSparseOperands.order),
        start,
        from,
        to,
      );
    }
    case RowOp.multiplySparse: {
      const bounds = regionOf(address(at, MultiplySparseOperands.sparse), 0);
      return multiplySparsePart(at, bounds, from, to, 0, address(at, MultiplySparseOperands.width));
    }
    case RowOp.gatherClasses:
      return gatherClasses(
        address(at, GatherTargetsOperands.targets),
        address(at, GatherTargetsOperands.order),
        start,
        address(at, GatherTargetsOperands.out),
        address(at, GatherTargetsOperands.stride),
        integer(at, GatherTargetsOperands.columns),
        from,
        to,
      );
    case RowOp.gatherDense:
      return gatherDense(
        address(at, GatherTargetsOperands.targets),
        address(at, GatherTargetsOperands.order),
        start,
        address(at, GatherTargetsOperands.out),
        address(at, GatherTargetsOperands.stride),
        integer(at, GatherTargetsOperands.columns),
        from,
        to,
      );
    case RowOp.multiply:
      return multiplyPart(at, part, from, padded, 0, address(at, MultiplyOperands.width));
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
      return softmaxRows(
        address(at, SoftmaxOperands.s),
        address(at, SoftmaxOperands.z),
        address(at, SoftmaxOperands.stride),
        integer(at, SoftmaxOperands.columns),
        from,
        padded,
      );
    case RowOp.applyDropout:
      return applyDropout(
        address(at, DropoutOperands.values),
        address(at, DropoutOperands.stride),
        integer(at, DropoutOperands.columns),
        integer(at, DropoutOperands.threshold),
        float(at, DropoutOperands.scale),
        load<u32>(minibatch, Minibatch.batch),
        load<u32>(minibatch, Minibatch.epoch),
        integer(at, DropoutOperands.purposeAndLayer),
        integer(at, DropoutOperands.seedLow),
        integer(at, DropoutOperands.seedHigh),
        from,
        padded,
      );
    case RowOp.measureRows:
      return measureRows(
        integer(at, MeasureOperands.quadratic),
        integer(at, MeasureOperands.kind),
        integer(at, MeasureOperands.hit),
        address(at, MeasureOperands.s),
        address(at, MeasureOperands.z),
        address(at, MeasureOperands.y),
        address(at, MeasureOperands.stride),
        integer(at, MeasureOperands.columns),
        address(at, MeasureOperands.weights),
        address(at, MeasureOperands.figures),
        from,
        to,
      );
    case RowOp.differences:
      return differences(
        address(at, DifferencesOperands.z),
        address(at, DifferencesOperands.y),
        address(at, DifferencesOperands.delta),
        address(at, DifferencesOperands.stride),
        from,
        padded,
      );
    case RowOp.weighRows:
      return weighRows(
        address(at, WeighRowsOperands.y),
        address(at, WeighRowsOperands.delta),
        address(at, WeighRowsOperands.stride),
        integer(at, WeighRowsOperands.columns),
        address(at, WeighRowsOperands.weights),
        from,
        padded,
      );
    case RowOp.multiplyTransposed:
      return multiplyTransposedPart(at, part, from, padded, 0, address(at, MultiplyTransposedOperands.width));
    case RowOp.softmaxBackpropagateRows:
      return softmaxBackpropagateRows(
        address(at, SoftmaxBackpropagateOperands.z),
        address(at, SoftmaxBackpropagateOperands.delta),
        address(at, SoftmaxBackpropagateOperands.stride),
        integer(at, SoftmaxBackpropagateOperands.columns),
        from,
        padded,
      );
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
