/** Executes one instruction of a program, for one part of its outputs. */
import { executeRows } from "./executeRows";
import { executeSums } from "./executeSums";
import { executeUnits } from "./executeUnits";
import { Split } from "./op";

/**
 * @param op a RowOp, UnitOp or SumOp
 * @param instruction its address, in the layout of operands.ts
 * @param minibatch address of its record, in the layout of minibatch.ts
 */
export function execute(op: i32, instruction: usize, minibatch: usize, part: i32, parts: i32): void {
  const split = op >> 8;
  if (split === Split.rows) executeRows(op, instruction, minibatch, part, parts);
  else if (split === Split.units) executeUnits(op, instruction, minibatch, part, parts);
  else executeSums(op, instruction, minibatch, part, parts);
}
