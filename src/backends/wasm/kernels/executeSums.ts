/** Instructions that sum over all rows of the minibatch: their outputs are weights, or vectors like biases. */
import { alphaGradient, sumColumns } from "./columns";
import { address, integer, scratchOf } from "./decode";
import { storeGradient, storeGradientOfSums, updateWeights, updateWeightsOfSums } from "./gradient";
import { Minibatch } from "./minibatch";
import { SumOp } from "./op";
import {
  AlphaGradientOperands, DenseGradientOperands, DivideByRowsOperands, SparseGradientOperands, MeanOfRowsOperands, SumsGradientOperands,
  UpdateVectorOperands, VectorOperands, WeightOperands,
} from "./operands";
import { share, unitShare } from "./share";
import { storeGradientOfSparse, updateWeightsOfSparse } from "./sparse";
import { regionOf } from "./sparseRows";
import { scaleVector, updateVector } from "./updateVector";

export function executeSums(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  switch (op) {
    case SumOp.storeGradient:
    case SumOp.updateWeights:
    case SumOp.storeGradientOfSparse:
    case SumOp.updateWeightsOfSparse:
    case SumOp.storeGradientOfSums:
    case SumOp.updateWeightsOfSums:
      return ofWeights(op, at, minibatch, part, parts);
    default:
      return ofVectors(op, at, minibatch, part, parts);
  }
}

function ofWeights(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const inputs = integer(at, WeightOperands.inputs);
  const width = address(at, WeightOperands.width);
  const byRows = integer(at, WeightOperands.byRows) !== 0;
  const first = byRows ? share(inputs, part, parts, 4) : 0;
  const last = byRows ? share(inputs, part + 1, parts, 4) : inputs;
  const left: usize = byRows ? 0 : unitShare(width, part, parts);
  const right: usize = byRows ? width : unitShare(width, part + 1, parts);
  if (first === last || left === right) return;
  const W = address(at, WeightOperands.W);
  const m0 = address(at, WeightOperands.m0);
  const m1 = address(at, WeightOperands.m1);
  const strideW = address(at, WeightOperands.strideW);
  const step = minibatch + address(at, WeightOperands.step);
  const nonFinite = address(at, WeightOperands.nonFinite);
  switch (op) {
    case SumOp.storeGradient:
      return storeGradient(
        address(at, DenseGradientOperands.from),
        address(at, DenseGradientOperands.strideFrom),
        address(at, DenseGradientOperands.delta),
        address(at, DenseGradientOperands.stride),
        rows,
        W,
        m0,
        strideW,
        step,
        scratchOf(at, DenseGradientOperands.scratch, DenseGradientOperands.scratchBytes, part),
        first,
        last,
        left,
        right,
      );
    case SumOp.updateWeights:
      return updateWeights(
        address(at, DenseGradientOperands.from),
        address(at, DenseGradientOperands.strideFrom),
        address(at, DenseGradientOperands.delta),
        address(at, DenseGradientOperands.stride),
        rows,
        W,
        m0,
        m1,
        strideW,
        step,
        nonFinite,
        scratchOf(at, DenseGradientOperands.scratch, DenseGradientOperands.scratchBytes, part),
        first,
        last,
        left,
        right,
      );
    case SumOp.storeGradientOfSparse: {
      const sparse = address(at, SparseGradientOperands.sparse);
      return storeGradientOfSparse(
        sparse,
        regionOf(sparse, part),
        rows,
        address(at, SparseGradientOperands.delta),
        address(at, SparseGradientOperands.stride),
        W,
        m0,
        strideW,
        step,
        scratchOf(at, SparseGradientOperands.scratch, SparseGradientOperands.scratchBytes, part),
        left,
        right,
      );
    }
    case SumOp.updateWeightsOfSparse: {
      const sparse = address(at, SparseGradientOperands.sparse);
      return updateWeightsOfSparse(
        sparse,
        regionOf(sparse, part),
        rows,
        address(at, SparseGradientOperands.delta),
        address(at, SparseGradientOperands.stride),
        W,
        m0,
        m1,
        strideW,
        step,
        nonFinite,
        scratchOf(at, SparseGradientOperands.scratch, SparseGradientOperands.scratchBytes, part),
        left,
        right,
      );
    }
    case SumOp.storeGradientOfSums:
      return storeGradientOfSums(address(at, SumsGradientOperands.sums), strideW, W, m0, step, first, last);
    case SumOp.updateWeightsOfSums:
      return updateWeightsOfSums(
        address(at, SumsGradientOperands.sums),
        strideW,
        W,
        m0,
        m1,
        step,
        nonFinite,
        first,
        last,
      );
  }
}

function ofVectors(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const scale = load<f32>(minibatch, Minibatch.scale);
  const vectors = <i32>(address(at, VectorOperands.width) >> 4);
  const first = share(vectors, part, parts, 1);
  const last = share(vectors, part + 1, parts, 1);
  const from = <usize>first << 4;
  const bytes = (<usize>last << 4) - from;
  switch (op) {
    case SumOp.alphaGradient:
      return alphaGradient(
        integer(at, AlphaGradientOperands.kind),
        address(at, AlphaGradientOperands.s),
        address(at, AlphaGradientOperands.delta),
        address(at, AlphaGradientOperands.stride),
        rows,
        address(at, AlphaGradientOperands.out),
        first,
        last,
      );
    case SumOp.meanOfRows:
      return sumColumns(
        address(at, MeanOfRowsOperands.values),
        address(at, MeanOfRowsOperands.stride),
        rows,
        scale,
        address(at, MeanOfRowsOperands.out),
        first,
        last,
      );
    case SumOp.divideByRows:
      return scaleVector(
        address(at, DivideByRowsOperands.values) + from,
        scale,
        address(at, DivideByRowsOperands.out) + from,
        bytes,
      );
    case SumOp.updateVector:
      return updateVector(
        address(at, UpdateVectorOperands.parameter) + from,
        address(at, UpdateVectorOperands.gradient) + from,
        address(at, UpdateVectorOperands.m0) + from,
        address(at, UpdateVectorOperands.m1) + from,
        minibatch + address(at, UpdateVectorOperands.step),
        bytes,
      );
  }
}
