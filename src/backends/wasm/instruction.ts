/** What a plan is made of once it is compiled. */
import type { Minibatch } from "../../core/backend";

/** A minibatch, and rows rounded up to the four that the products work in. */
export interface Step extends Minibatch {
  readonly paddedRows: number;
}

/** Does one part of `parts` of an operation's outputs. */
export type Instruction = (step: Step, part: number, parts: number) => void;

/** [from, to): the part of `total` outputs, in whole `multiple`s. The same split whatever runs it. */
export function share(total: number, part: number, parts: number, multiple = 4): [from: number, to: number] {
  const blocks = Math.ceil(total / multiple);
  const from = Math.floor((blocks * part) / parts) * multiple;
  const to = Math.floor((blocks * (part + 1)) / parts) * multiple;
  return [Math.min(from, total), Math.min(to, total)];
}

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
