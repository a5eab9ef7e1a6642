/** Executes one instruction of a program: one part of its outputs. */
import { executeRows } from "./executeRows";
import { executeSums } from "./executeSums";
import { executeUnits } from "./executeUnits";
import { Split } from "./op";

/**
 * @param op a RowOp, UnitOp or SumOp
 * @param instruction its address; operands.ts lays it out
 * @param minibatch address of the record that minibatch.ts lays out
 */
export function execute(op: i32, instruction: usize, minibatch: usize, part: i32, parts: i32): void {
  const split = op >> 8;
  if (split === Split.rows) executeRows(op, instruction, minibatch, part, parts);
  else if (split === Split.units) executeUnits(op, instruction, minibatch, part, parts);
  else executeSums(op, instruction, minibatch, part, parts);
}
