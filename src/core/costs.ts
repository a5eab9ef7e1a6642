/**
 * Cost functions of one example, and the output error delta = ∂cost/∂s. Nielsen, ch. 2 (BP1) and ch. 3.
 * All are finite for every finite s: cross-entropy is taken from the weighted inputs, not from the activations.
 */
import { activations } from "./activations";
import type { ActivationName, CostName } from "./names";
import { logSumExp, type Row, softmaxBackpropagate } from "./softmax";

/** One example at the output layer; every array is a row [outputs]. */
interface OutputRow {
  readonly activation: ActivationName;
  readonly s: Row;
  readonly z: Row;
  /** What the outputs should be. */
  readonly y: Row;
}

export interface Cost {
  readonly name: CostName;
  /** Output activations that this cost goes with. */
  readonly goesWith: (activation: ActivationName) => boolean;
  /** The example's cost, without the penalty. */
  value(row: OutputRow): number;
  /** delta ← ∂cost/∂s [outputs]; alpha [outputs] is prelu's and elu's. */
  error(row: OutputRow & { readonly alpha: Row }, delta: Row): void;
}

/** −Σ y ln z for one class (softmax), −Σ (y ln z + (1 − y) ln(1 − z)) for independent outputs (sigmoid). */
const crossEntropy: Cost = {
  name: "cross-entropy",
  goesWith: (activation) => activation === "softmax" || activation === "sigmoid",
  value: ({ activation, s, y }) => {
    const all = activation === "softmax" ? logSumExp(s) : 0;
    let cost = 0;
    for (let j = 0; j < s.length; j++) {
      // ln(1 + e^s) − y s, without taking two large numbers from each other.
      const binary = Math.max(s[j], 0) - y[j] * s[j] + Math.log1p(Math.exp(-Math.abs(s[j])));
      cost += activation === "softmax" ? y[j] * (all - s[j]) : binary;
    }
    return cost;
  },
  /** f' cancels: z − y, for both (Nielsen, eq. 68). */
  error: ({ z, y }, delta) => {
    for (let j = 0; j < z.length; j++) delta[j] = z[j] - y[j];
  },
};

/** ½‖z − y‖² */
const quadratic: Cost = {
  name: "quadratic",
  goesWith: () => true,
  value: ({ z, y }) => {
    let cost = 0;
    for (let j = 0; j < z.length; j++) cost += 0.5 * (z[j] - y[j]) ** 2;
    return cost;
  },
  error: ({ activation, s, z, y, alpha }, delta) => {
    for (let j = 0; j < z.length; j++) delta[j] = z[j] - y[j];
    if (activation === "softmax") return softmaxBackpropagate(z, delta);
    const { derivative } = activations[activation];
    for (let j = 0; j < z.length; j++) delta[j] = delta[j] * derivative(s[j], alpha[j]);
  },
};

export const costs: {
  readonly [Name in CostName]: Cost & { readonly name: CostName };
} = {
  "cross-entropy": crossEntropy,
  quadratic,
};
