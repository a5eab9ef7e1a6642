/** Programs: the instructions of a plan in memory, with barriers where threads need what others have written. */
import type { Arena } from "./arena";
import { encodeInstruction, type Instruction, type OpName, splitOf } from "./instruction";
import { instructionBytes } from "./kernels/op";

/** A matrix product that is done outside the kernels, for the first `rows` rows of the minibatch. */
export interface Product {
  run(rows: number): void;
}

/** Where a program's instructions begin and end. */
export interface ProgramRange {
  readonly address: number;
  readonly end: number;
}

/** Ops that read what all threads have written, although their own outputs are split as before. */
const readsAll: ReadonlySet<OpName> = new Set<OpName>(["sumFigures", "multiplyByUnits", "multiplyTransposedByUnits"]);

/** Ops whose outputs are read only by ops that split rows as they do. */
const gathersTargets: ReadonlySet<OpName> = new Set<OpName>(["gatherClasses", "gatherDense"]);

/** Barriers where what follows reads what other threads have written, and at the end. */
function withBarriers(instructions: readonly Instruction[]): Instruction[] {
  let before: ReturnType<typeof splitOf>;
  const all = instructions.flatMap((instruction): Instruction[] => {
    const { op } = instruction;
    if (gathersTargets.has(op)) return [instruction];
    const split = splitOf(op);
    const meets = before !== undefined && ((split !== undefined && split !== before) || readsAll.has(op));
    before = split ?? before;
    return meets ? [{ op: "barrier" }, instruction] : [instruction];
  });
  return [...all, { op: "barrier" }];
}

/** Writes the programs into memory. @returns them and the products between them, in order */
export function writePieces(arena: Arena, steps: readonly (Instruction | Product)[]): (ProgramRange | Product)[] {
  const pieces: (ProgramRange | Product)[] = [];
  let together: Instruction[] = [];
  const close = () => {
    if (together.length > 0) pieces.push(writeProgram(arena, withBarriers(together)));
    together = [];
  };
  for (const step of steps) {
    if ("run" in step) {
      close();
      pieces.push(step);
    } else together.push(step);
  }
  close();
  return pieces;
}

function writeProgram(arena: Arena, instructions: readonly Instruction[]): ProgramRange {
  const code = new Int32Array((instructions.length * instructionBytes) / 4);
  for (const [i, instruction] of instructions.entries()) {
    code.set(encodeInstruction(instruction), (i * instructionBytes) / 4);
  }
  const address = arena.place(code);
  return { address, end: address + code.byteLength };
}
