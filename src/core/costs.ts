/**
 * Cost functions of one example, and the output error delta = ∂cost/∂s. Nielsen, ch. 2 (BP1) and ch. 3.
 * All are finite for every finite s: cross-entropy is computed from the weighted inputs, not from the activations.
 */
import { activations } from "./activations";
import type { ActivationName, CostName } from "./names";
import { logSumExp, type Row, softmaxBackpropagate } from "./softmax";

/** One example at the output layer; every array is a row [outputs]. */
interface OutputRow {
  readonly activation: ActivationName;
  readonly s: Row;
  readonly z: Row;
  /** Targets. */
  readonly y: Row;
}

/**
 * One output's term of an example's cost; `all` is ln Σ e^s of the row, which only softmax needs. A plain function,
 * like an activation: kernels are generated from its source text.
 */
type CostTerm = (y: number, z: number, s: number, all: number) => number;

export interface Cost {
  readonly name: CostName;
  /** Returns true for the output activations that can be combined with this cost. */
  readonly goesWith: (activation: ActivationName) => boolean;
  readonly term: (activation: ActivationName) => CostTerm;
  /** True if z − y equals ∂cost/∂s because f' cancels (Nielsen, eq. 68); false if it is ∂cost/∂z. */
  readonly cancels: boolean;
  /** The example's cost, without the penalty. */
  value(row: OutputRow): number;
  /** delta ← ∂cost/∂s [outputs]; alpha [outputs] is prelu's and elu's. */
  error(row: OutputRow & { readonly alpha: Row }, delta: Row): void;
}

/** −y ln z */
function classTerm(y: number, _z: number, s: number, all: number): number {
  return y * (all - s);
}

/** −(y ln z + (1 − y) ln(1 − z)) = ln(1 + e^s) − y s, which avoids the difference of two large numbers. */
function binaryTerm(y: number, _z: number, s: number): number {
  return Math.max(s, 0) - y * s + Math.log1p(Math.exp(-Math.abs(s)));
}

/** ½(z − y)² */
function quadraticTerm(y: number, z: number): number {
  return 0.5 * (z - y) * (z - y);
}

/** Completes a cost with the methods that follow from its term. */
function cost(rest: Pick<Cost, "name" | "goesWith" | "term" | "cancels">): Cost {
  return {
    ...rest,
    value: ({ activation, s, z, y }) => {
      const term = rest.term(activation);
      const all = activation === "softmax" ? logSumExp(s) : 0;
      let sum = 0;
      for (let j = 0; j < s.length; j++) sum += term(y[j], z[j], s[j], all);
      return sum;
    },
    error: ({ activation, s, z, y, alpha }, delta) => {
      for (let j = 0; j < z.length; j++) delta[j] = z[j] - y[j];
      if (rest.cancels) return;
      if (activation === "softmax") return softmaxBackpropagate(z, delta);
      const { derivative } = activations[activation];
      for (let j = 0; j < z.length; j++) delta[j] = delta[j] * derivative(s[j], alpha[j]);
    },
  };
}

/** −Σ y ln z for one class (softmax), −Σ (y ln z + (1 − y) ln(1 − z)) for independent outputs (sigmoid). */
const crossEntropy = cost({
  name: "cross-entropy",
  goesWith: (activation) => activation === "softmax" || activation === "sigmoid",
  term: (activation) => (activation === "softmax" ? classTerm : binaryTerm),
  cancels: true,
});

/** ½‖z − y‖² */
const quadratic = cost({ name: "quadratic", goesWith: () => true, term: () => quadraticTerm, cancels: false });

export const costs: {
  readonly [Name in CostName]: Cost & { readonly name: CostName };
} = {
  "cross-entropy": crossEntropy,
  quadratic,
};
