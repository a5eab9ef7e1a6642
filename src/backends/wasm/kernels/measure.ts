/** Cost, hits and squared error of single rows; the caller adds them up in order, so that threads change no bit. */
import { address, integer } from "./decode";
import { exp, softplus, splat } from "./functions";
import { Hit } from "./hit";
import { Kind } from "./kind";
import { figureBytes } from "./minibatch";
import { MeasureOperands } from "./operands";
import { rowWeight } from "./outputError";
import { across, largestOf, realLanes } from "./rows";

/**
 * out [rows, 3] float64 ← cost · weight, hit (hit.ts), squared error of rows [from, to). quadratic: 0 or 1.
 */
export function measureRows(instruction: usize, from: i32, to: i32): void {
  const quadratic = integer(instruction, MeasureOperands.quadratic);
  const kind = integer(instruction, MeasureOperands.kind);
  const hit = integer(instruction, MeasureOperands.hit);
  const s = address(instruction, MeasureOperands.s);
  const z = address(instruction, MeasureOperands.z);
  const y = address(instruction, MeasureOperands.y);
  const stride = address(instruction, MeasureOperands.stride);
  const columns = integer(instruction, MeasureOperands.columns);
  const weights = address(instruction, MeasureOperands.weights);
  const out = address(instruction, MeasureOperands.figures);
  for (let i = from; i < to; i++) {
    const row = <usize>i * stride;
    const squares = squaredError(z + row, y + row, stride, columns);
    let cost: f64 = 0.5 * squares;
    if (!quadratic) {
      cost =
        kind === Kind.softmax
          ? softmaxCost(s + row, y + row, stride, columns)
          : sigmoidCost(s + row, y + row, stride, columns);
    }
    const at = out + <usize>i * figureBytes;
    f64.store(at, cost * <f64>rowWeight(y + row, columns, weights));
    f64.store(
      at + 8,
      hit === Hit.largest
        ? largestHit(z + row, y + row, columns)
        : hit === Hit.half
          ? halfHits(z + row, y + row, columns)
          : 0,
    );
    f64.store(at + 16, squares);
  }
}

function squaredError(z: usize, y: usize, stride: usize, columns: i32): f64 {
  let sum = splat(0);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    const at = (<usize>j) << 2;
    const d = f32x4.sub(v128.load(z + at), v128.load(y + at));
    sum = f32x4.add(sum, v128.and(f32x4.mul(d, d), realLanes(j, columns)));
  }
  return <f64>across(sum);
}

/** ln Σ e^s − Σ y s, for targets with sum 1. */
function softmaxCost(s: usize, y: usize, stride: usize, columns: i32): f64 {
  const largest = largestOf(s, stride, columns);
  let sum = splat(0);
  let right = splat(0);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    const at = (<usize>j) << 2;
    const real = realLanes(j, columns);
    const x = f32x4.sub(v128.load(s + at), splat(largest));
    sum = f32x4.add(sum, v128.and(exp(x), real));
    right = f32x4.add(right, v128.and(f32x4.mul(x, v128.load(y + at)), real));
  }
  return Math.log(<f64>across(sum)) - <f64>across(right);
}

/** Σ ln(1 + e^s) − y s */
function sigmoidCost(s: usize, y: usize, stride: usize, columns: i32): f64 {
  let sum = splat(0);
  for (let j = 0; j << 2 < <i32>stride; j += 4) {
    const at = (<usize>j) << 2;
    const x = v128.load(s + at);
    const cost = f32x4.sub(softplus(x), f32x4.mul(x, v128.load(y + at)));
    sum = f32x4.add(sum, v128.and(cost, realLanes(j, columns)));
  }
  return <f64>across(sum);
}

function largestHit(z: usize, y: usize, columns: i32): f64 {
  return indexOfLargest(z, columns) === indexOfLargest(y, columns) ? 1 : 0;
}

/** Returns the index of the largest output, the first one of equals. */
function indexOfLargest(row: usize, columns: i32): i32 {
  let largest = 0;
  for (let j = 1; j < columns; j++) {
    if (f32.load(row + ((<usize>j) << 2)) > f32.load(row + ((<usize>largest) << 2))) largest = j;
  }
  return largest;
}

function halfHits(z: usize, y: usize, columns: i32): f64 {
  let hits = 0;
  for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) {
    if (f32.load(z + j) > 0.5 === f32.load(y + j) > 0.5) hits++;
  }
  return <f64>hits / <f64>columns;
}
