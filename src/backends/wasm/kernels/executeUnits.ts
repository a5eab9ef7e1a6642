/** Instructions split by units: each thread computes its units in every row, with their incoming weights. */
import { address, float, integer, scratchOf } from "./decode";
import { Minibatch } from "./minibatch";
import { multiply, multiplyTransposed } from "./multiply";
import { UnitOp } from "./op";
import {
  TransposeSparseOperands, GatherSparseOperands, MultiplySparseOperands, MultiplyOperands, MultiplyTransposedOperands,
} from "./operands";
import { unitShare } from "./share";
import { multiplySparseRows } from "./sparse";
import { transposeSparseRows, gatherSparseRows, regionOf } from "./sparseRows";

export function executeUnits(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const padded = (rows + 3) & ~3;
  switch (op) {
    case UnitOp.gatherSparseInFull: {
      const sparse = address(at, GatherSparseOperands.sparse);
      const region = regionOf(sparse, part);
      return gatherSparseRows(
        sparse,
        region,
        region,
        integer(at, GatherSparseOperands.bytes),
        address(at, GatherSparseOperands.table),
        float(at, GatherSparseOperands.shift),
        float(at, GatherSparseOperands.factor),
        address(at, GatherSparseOperands.order),
        load<i32>(minibatch, Minibatch.start),
        0,
        rows,
      );
    }
    case UnitOp.transposeSparse: {
      const sparse = address(at, TransposeSparseOperands.sparse);
      return transposeSparseRows(sparse, regionOf(sparse, part), rows);
    }
    case UnitOp.multiplySparseByUnits: {
      const width = address(at, MultiplySparseOperands.width);
      const bounds = regionOf(address(at, MultiplySparseOperands.sparse), part);
      return multiplySparsePart(at, bounds, 0, rows, unitShare(width, part, parts), unitShare(width, part + 1, parts));
    }
    case UnitOp.multiplyByUnits: {
      const width = address(at, MultiplyOperands.width);
      return multiplyPart(at, part, 0, padded, unitShare(width, part, parts), unitShare(width, part + 1, parts));
    }
    case UnitOp.multiplyTransposedByUnits: {
      const width = address(at, MultiplyTransposedOperands.width);
      const left = unitShare(width, part, parts);
      return multiplyTransposedPart(at, part, 0, padded, left, unitShare(width, part + 1, parts));
    }
  }
}

/** Multiplies the sparse rows of these bounds by W: rows [from, to), bytes [left, right). */
export function multiplySparsePart(at: usize, bounds: usize, from: i32, to: i32, left: usize, right: usize): void {
  multiplySparseRows(
    bounds,
    from,
    to,
    address(at, MultiplySparseOperands.W),
    address(at, MultiplySparseOperands.strideW),
    address(at, MultiplySparseOperands.bias),
    integer(at, MultiplySparseOperands.kind),
    address(at, MultiplySparseOperands.s),
    address(at, MultiplySparseOperands.z),
    address(at, MultiplySparseOperands.stride),
    address(at, MultiplySparseOperands.alpha),
    left,
    right,
  );
}

/** Computes one part of the product: rows [from, to), bytes [left, right). */
export function multiplyPart(at: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  multiply(
    address(at, MultiplyOperands.A),
    address(at, MultiplyOperands.strideA),
    address(at, MultiplyOperands.B),
    address(at, MultiplyOperands.strideB),
    integer(at, MultiplyOperands.inner),
    address(at, MultiplyOperands.bias),
    integer(at, MultiplyOperands.kind),
    address(at, MultiplyOperands.s),
    address(at, MultiplyOperands.z),
    address(at, MultiplyOperands.stride),
    address(at, MultiplyOperands.alpha),
    scratchOf(at, MultiplyOperands.scratch, MultiplyOperands.scratchBytes, part),
    from,
    to,
    left,
    right,
  );
}

/** Computes one part of multiplyTransposed. */
export function multiplyTransposedPart(at: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  multiplyTransposed(
    address(at, MultiplyTransposedOperands.A),
    address(at, MultiplyTransposedOperands.strideA),
    address(at, MultiplyTransposedOperands.B),
    address(at, MultiplyTransposedOperands.strideB),
    integer(at, MultiplyTransposedOperands.inner),
    integer(at, MultiplyTransposedOperands.columns),
    integer(at, MultiplyTransposedOperands.kind),
    address(at, MultiplyTransposedOperands.s),
    address(at, MultiplyTransposedOperands.delta),
    address(at, MultiplyTransposedOperands.stride),
    address(at, MultiplyTransposedOperands.alpha),
    scratchOf(at, MultiplyTransposedOperands.scratch, MultiplyTransposedOperands.scratchBytes, part),
    from,
    to,
    left,
    right,
  );
}
