/** Carries out one instruction of a program: its part of the outputs. What takes rows of the minibatch comes first in op.ts. */
import { carryOutRows } from "./executeRows";
import { carryOutSums } from "./executeSums";
import { carryOutUnits } from "./executeUnits";
import { Op } from "./op";

/** @param minibatch laid out as minibatch.ts says */
export function carryOut(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  if (op <= Op.backpropagateElements) carryOutRows(op, at, minibatch, part, parts);
  else if (op <= Op.multiplyTransposedByUnits) carryOutUnits(op, at, minibatch, part, parts);
  else carryOutSums(op, at, minibatch, part, parts);
}
