/** Instructions split by units: each thread computes its units in every row, with their incoming weights. */
import { address } from "./decode";
import { Minibatch } from "./minibatch";
import { multiply, multiplyTransposed } from "./multiply";
import { UnitOp } from "./op";
import {
  MultiplyOperands, MultiplySparseOperands, MultiplyTransposedOperands, TransposeSparseOperands,
} from "./operands";
import { unitShare } from "./share";
import { multiplySparse } from "./sparse";
import { gatherSparseRows, regionOf, transposeSparseRows } from "./sparseRows";

export function executeUnits(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const padded = (rows + 3) & ~3;
  switch (op) {
    case UnitOp.gatherSparseInFull:
      return gatherSparseRows(at, part, part, load<i32>(minibatch, Minibatch.start), 0, rows);
    case UnitOp.transposeSparse: {
      const sparse = address(at, TransposeSparseOperands.sparse);
      return transposeSparseRows(sparse, regionOf(sparse, part), rows);
    }
    case UnitOp.multiplySparseByUnits: {
      const width = address(at, MultiplySparseOperands.width);
      return multiplySparse(at, part, 0, rows, unitShare(width, part, parts), unitShare(width, part + 1, parts));
    }
    case UnitOp.multiplyByUnits: {
      const width = address(at, MultiplyOperands.width);
      return multiply(at, part, 0, padded, unitShare(width, part, parts), unitShare(width, part + 1, parts));
    }
    case UnitOp.multiplyTransposedByUnits: {
      const width = address(at, MultiplyTransposedOperands.width);
      return multiplyTransposed(at, part, 0, padded, unitShare(width, part, parts), unitShare(width, part + 1, parts));
    }
  }
}
