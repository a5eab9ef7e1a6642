/** Instructions that sum over all rows of the minibatch: their outputs are weights, or vectors like biases. */
import { alphaGradient, meanOfRows } from "./columns";
import { address, integer } from "./decode";
import { storeGradient, storeGradientOfSums, updateWeights, updateWeightsOfSums } from "./gradient";
import { Minibatch } from "./minibatch";
import { SumOp } from "./op";
import { VectorOperands, WeightOperands } from "./operands";
import { share, unitShare } from "./share";
import { storeGradientOfSparse, updateWeightsOfSparse } from "./sparse";
import { divideByRows, updateVector } from "./updateVector";

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
  const inputs = integer(at, WeightOperands.inputs);
  const width = address(at, WeightOperands.width);
  const byRows = integer(at, WeightOperands.byRows) !== 0;
  const first = byRows ? share(inputs, part, parts, 4) : 0;
  const last = byRows ? share(inputs, part + 1, parts, 4) : inputs;
  const left: usize = byRows ? 0 : unitShare(width, part, parts);
  const right: usize = byRows ? width : unitShare(width, part + 1, parts);
  if (first === last || left === right) return;
  switch (op) {
    case SumOp.storeGradient:
      return storeGradient(at, minibatch, part, first, last, left, right);
    case SumOp.updateWeights:
      return updateWeights(at, minibatch, part, first, last, left, right);
    case SumOp.storeGradientOfSparse:
      return storeGradientOfSparse(at, minibatch, part, left, right);
    case SumOp.updateWeightsOfSparse:
      return updateWeightsOfSparse(at, minibatch, part, left, right);
    case SumOp.storeGradientOfSums:
      return storeGradientOfSums(at, minibatch, first, last);
    case SumOp.updateWeightsOfSums:
      return updateWeightsOfSums(at, minibatch, first, last);
  }
}

function ofVectors(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const scale = load<f32>(minibatch, Minibatch.scale);
  const vectors = <i32>(address(at, VectorOperands.width) >> 4);
  const first = share(vectors, part, parts, 1);
  const last = share(vectors, part + 1, parts, 1);
  switch (op) {
    case SumOp.alphaGradient:
      return alphaGradient(at, rows, first, last);
    case SumOp.meanOfRows:
      return meanOfRows(at, rows, scale, first, last);
    case SumOp.divideByRows:
      return divideByRows(at, scale, <usize>first << 4, <usize>last << 4);
    case SumOp.updateVector:
      return updateVector(at, minibatch, <usize>first << 4, <usize>last << 4);
  }
}
