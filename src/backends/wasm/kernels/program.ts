/** Runs a program: its instructions for each minibatch in turn, in lockstep with the other threads. */
import { barrier } from "./barrier";
import { address } from "./decode";
import { execute } from "./execute";
import { figureBytes, Minibatch } from "./minibatch";
import { instructionBytes, ProgramOp } from "./op";
import { SumFiguresOperands } from "./operands";

/**
 * Executes one part of `parts` of every instruction from `program` to `end`, for `count` minibatches that are
 * `minibatchBytes` apart. `control` has the layout of control.ts. Returns the number executed completely, which is
 * smaller if a cost was not finite.
 */
export function run(
  control: usize,
  program: usize,
  end: usize,
  minibatches: usize,
  minibatchBytes: usize,
  count: i32,
  part: i32,
  parts: i32,
): i32 {
  for (let i = 0; i < count; i++) {
    const minibatch = minibatches + <usize>i * minibatchBytes;
    for (let at = program; at < end; at += instructionBytes) {
      const op = load<i32>(at);
      if (op === ProgramOp.sumFigures) {
        if (sumFigures(address(at, SumFiguresOperands.figures), minibatch)) continue;
        // The lead must not start another job while measures are still read.
        if (parts > 1) barrier(control, parts);
        return i;
      }
      if (op === ProgramOp.barrier) {
        if (parts > 1) barrier(control, parts);
      } else execute(op, at, minibatch, part, parts);
    }
  }
  return count;
}

/**
 * Adds up the measures [rows, 3] of single rows, in order, in every thread. Returns false if the cost is not finite.
 */
function sumFigures(figures: usize, minibatch: usize): bool {
  const end = figures + <usize>load<i32>(minibatch, Minibatch.rows) * figureBytes;
  let cost: f64 = 0;
  let hits: f64 = 0;
  let squaredError: f64 = 0;
  for (let at = figures; at < end; at += figureBytes) {
    cost += f64.load(at);
    hits += f64.load(at, 8);
    squaredError += f64.load(at, 16);
  }
  f64.store(minibatch, cost, Minibatch.cost);
  f64.store(minibatch, hits, Minibatch.hits);
  f64.store(minibatch, squaredError, Minibatch.squaredError);
  return isFinite(cost);
}
