/** What a plan is made of once it is compiled: instructions that kernels/execute.ts carries out, in memory. */
import type { Arena } from "./arena";

/** In the order of kernels/op.ts. */
const ops = [
  "gatherBytes",
  "gatherFloats",
  "gatherPacked",
  "listOwnRows",
  "multiplyOwnLists",
  "gatherClasses",
  "gatherDense",
  "multiply",
  "addBiasAndActivate",
  "softmaxRows",
  "applyDropout",
  "measureRows",
  "sumFigures",
  "differences",
  "weighRows",
  "multiplyTransposed",
  "softmaxBackpropagateRows",
  "backpropagateElements",
  "listRows",
  "listColumns",
  "multiplyLists",
  "multiplyByUnits",
  "multiplyTransposedByUnits",
  "storeGradient",
  "storeGradientOfLists",
  "updateWeights",
  "updateWeightsOfLists",
  "storeGradientOfSums",
  "updateWeightsOfSums",
  "alphaGradient",
  "meanOfRows",
  "divideByRows",
  "updateVector",
  "barrier",
] as const;
type Op = (typeof ops)[number];

/** An operation's name and its arguments, in the order in which kernels/execute.ts takes them; floats as `bitsOf` gives them. */
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

/** Threads have rows of the minibatch, units, or parts of sums over all rows. */
type Split = "rows" | "units" | "sums";

const splitOf = (op: Op): Split => {
  const at = ops.indexOf(op);
  return at <= ops.indexOf("backpropagateElements")
    ? "rows"
    : at <= ops.indexOf("multiplyTransposedByUnits")
      ? "units"
      : "sums";
};

/** What takes in all that all threads have done before, though they are split as before. */
const takesAll: ReadonlySet<Op> = new Set<Op>(["sumFigures", "multiplyByUnits", "multiplyTransposedByUnits"]);

/** What only such operations take in whose rows are split alike. */
const targets: ReadonlySet<Op> = new Set<Op>(["gatherClasses", "gatherDense"]);

/** Barriers where what follows takes in what other threads have done, and at the end. */
function withBarriers(instructions: readonly Instruction[]): Instruction[] {
  let before: Op | undefined;
  const all = instructions.flatMap((instruction): Instruction[] => {
    const [op] = instruction;
    if (targets.has(op)) return [instruction];
    const meets = before !== undefined && (splitOf(before) !== splitOf(op) || takesAll.has(op));
    before = op;
    return meets ? [["barrier"], instruction] : [instruction];
  });
  return [...all, ["barrier"]];
}

/** Of an instruction, as kernels/arguments.ts has them. */
const words = 32;

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
