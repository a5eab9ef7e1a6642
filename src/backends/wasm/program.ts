/** Programs: the instructions of a plan in memory, with barriers where a thread needs the results of others. */
import type { Arena } from "./arena";
import { encodeInstruction, type Instruction, type OpName, splitOf } from "./instruction";
import { instructionBytes } from "./kernels/op";

/** A matrix product computed outside the kernels, for the first `rows` rows of the minibatch. */
export interface Product {
  run(rows: number): void;
}

/** Start and end address of a program's instructions. */
export interface ProgramRange {
  readonly address: number;
  readonly end: number;
}

/** Ops that read the results of all threads, although their outputs are split as before. */
const readsAll: ReadonlySet<OpName> = new Set<OpName>(["sumFigures", "multiplyByUnits", "multiplyTransposedByUnits"]);

/** Ops whose outputs are read only by ops that split rows in the same way. */
const gathersTargets: ReadonlySet<OpName> = new Set<OpName>(["gatherClasses", "gatherDense"]);

/** Inserts barriers before instructions that read the results of other threads, and at the end. */
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

/** Writes the programs into memory. @returns the programs and the products between them, in order */
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
