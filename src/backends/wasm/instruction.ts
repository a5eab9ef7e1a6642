/** What a plan is made of once it is compiled: instructions that kernels/carryOut.ts carries out, in memory. */
import type { Arena } from "./arena";

/** In the order of kernels/op.ts. */
const ops = [
  "gatherBytes",
  "gatherFloats",
  "gatherClasses",
  "gatherDense",
  "listBytes",
  "listFloats",
  "multiply",
  "multiplyLists",
  "addBias",
  "activate",
  "softmaxRows",
  "applyDropout",
  "measureRows",
  "sumFigures",
  "differences",
  "weighRows",
  "multiplyTransposed",
  "softmaxBackpropagateRows",
  "backpropagateElements",
  "alphaGradient",
  "listColumns",
  "storeGradient",
  "storeGradientOfLists",
  "updateWeights",
  "updateWeightsOfLists",
  "storeGradientOfSums",
  "updateWeightsOfSums",
  "meanOfRows",
  "divideByRows",
  "updateVector",
  "barrier",
] as const;
type Op = (typeof ops)[number];

/** An operation's name and its arguments, in the order in which kernels/carryOut.ts takes them; floats as `bitsOf` gives them. */
export type Instruction = readonly [Op, ...number[]];

/** Numbers of kernels/kind.ts. */
export const activationKinds = {
  sigmoid: 0,
  tanh: 1,
  relu: 2,
  prelu: 3,
  elu: 4,
  gelu: 5,
  softplus: 6,
  linear: 7,
  softmax: 8,
} as const;

/** A float32 among whole numbers. */
export const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0];

/** A matrix product that is done outside the kernels, for the first `rows` rows of the minibatch. */
export interface Product {
  run(rows: number): void;
}

/** What is done row by row of the minibatch: a thread that does it for its rows can go on with them. */
const rowWise: ReadonlySet<Op> = new Set(ops.slice(0, ops.indexOf("alphaGradient")));

/** Barriers where what follows takes in what other threads have done: between rows and sums over rows, and at the end. */
function withBarriers(instructions: readonly Instruction[]): Instruction[] {
  const isRowWise = ([op]: Instruction) => rowWise.has(op) && op !== "sumFigures";
  return instructions.flatMap((instruction, i): Instruction[] => {
    const next = instructions[i + 1];
    return next && isRowWise(next) === isRowWise(instruction) ? [instruction] : [instruction, ["barrier"]];
  });
}

const words = 16;

/** Where a program begins and ends. */
export interface Program {
  readonly address: number;
  readonly end: number;
}

/** Programs, and the products between them. */
export function writePieces(arena: Arena, steps: readonly (Instruction | Product)[]): (Program | Product)[] {
  const pieces: (Program | Product)[] = [];
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

function writeProgram(arena: Arena, instructions: readonly Instruction[]): Program {
  const code = new Int32Array(instructions.length * words);
  for (const [i, [op, ...args]] of instructions.entries()) {
    if (args.length >= words) throw new RangeError(`${op}: ${args.length} arguments`);
    code.set([ops.indexOf(op), ...args], i * words);
  }
  const address = arena.place(code);
  return { address, end: address + code.byteLength };
}
