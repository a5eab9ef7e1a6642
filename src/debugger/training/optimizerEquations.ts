/**
 * The equations of an optimizer's step, as documented in core/optimizers.ts. Each is rounded to float32 in the order of
 * the wasm backend's kernels.
 */
import type { Minibatch, Optimizer, Regularization } from "../../core/backend";
import { stepScalars } from "../../core/optimizers";
import { say } from "../language";

/** A quantity of the equations: the parameter, its gradient, the optimizer's state, or an intermediate result. */
export type Quantity =
  | "parameter"
  | "gradient"
  | "velocity"
  | "average"
  | "squareAverage"
  | "direction"
  | "decayed"
  | "root";

interface Equation {
  readonly head: string;
  /** The computed quantity; the last equation computes the new parameter. */
  readonly of: Quantity;
  /** @param q formats a quantity, @param c a constant by its symbol and its value */
  formula(q: (quantity: Quantity) => string, c: (symbol: string, value: number) => string): string;
  value(q: (quantity: Quantity) => number): number;
}

const f = Math.fround;

/** @param regularization of the weights; biases and alphas have none */
export function equationsOf(
  optimizer: Optimizer,
  { l2 }: Pick<Regularization, "l2">,
  minibatch: Minibatch,
): readonly Equation[] {
  const { learningRate: rate, correction1, correction2 } = stepScalars(optimizer, minibatch);
  switch (optimizer.type) {
    case "sgd": {
      const { momentum, nesterov } = optimizer;
      if (momentum === 0) return [along("gradient", rate)];
      const velocity: Equation = {
        head: say("velocity"),
        of: "velocity",
        formula: (q, c) => `${c("μ", momentum)}·${q("velocity")} + ${q("gradient")}`,
        value: (q) => f(f(f(momentum) * q("velocity")) + q("gradient")),
      };
      if (!nesterov) return [velocity, along("velocity", rate)];
      const direction: Equation = {
        head: say("direction"),
        of: "direction",
        formula: (q, c) => `${q("gradient")} + ${c("μ", momentum)}·${q("velocity")}`,
        value: (q) => f(q("gradient") + f(f(momentum) * q("velocity"))),
      };
      return [velocity, direction, along("direction", rate)];
    }
    case "rmsprop": {
      const { rho, epsilon } = optimizer;
      const root: Equation = {
        head: say("root"),
        of: "root",
        formula: (q, c) => `√${q("squareAverage")} + ${c("ε", epsilon)}`,
        value: (q) => f(f(Math.sqrt(q("squareAverage"))) + f(epsilon)),
      };
      const step: Equation = {
        head: say("step"),
        of: "parameter",
        formula: (q, c) => `${q("parameter")} − ${c("η", rate)}·${q("gradient")} / ${q("root")}`,
        value: (q) => f(q("parameter") - f(f(rate * q("gradient")) / q("root"))),
      };
      return [meanSquare("ρ", rho), root, step];
    }
    case "adam":
    case "adamw": {
      const { beta1, beta2, epsilon } = optimizer;
      const t = minibatch.step;
      const [ratio, rootCorrection] = [f(rate / correction1), f(Math.sqrt(correction2))];
      const decay = optimizer.type === "adamw" ? f(rate * l2) : 0;
      const mean: Equation = {
        head: say("mean"),
        of: "average",
        formula: (q, c) => `${c("β1", beta1)}·${q("average")} + ${c("(1 − β1)", 1 - beta1)}·${q("gradient")}`,
        value: (q) => f(f(f(beta1) * q("average")) + f(f(1 - beta1) * q("gradient"))),
      };
      const decayed: Equation = {
        head: say("weight decay"),
        of: "decayed",
        formula: (q, c) => `${q("parameter")} − ${c("η·λ2/n", decay)}·${q("parameter")}`,
        value: (q) => f(q("parameter") - f(decay * q("parameter"))),
      };
      const root: Equation = {
        head: say("root"),
        of: "root",
        formula: (q, c) => `√${q("squareAverage")} / ${c(`√(1 − β2^${t})`, rootCorrection)} + ${c("ε", epsilon)}`,
        value: (q) => f(f(f(Math.sqrt(q("squareAverage"))) / rootCorrection) + f(epsilon)),
      };
      const from = decay > 0 ? "decayed" : "parameter";
      const step: Equation = {
        head: say("step"),
        of: "parameter",
        formula: (q, c) => `${q(from)} − ${c(`η/(1 − β1^${t})`, ratio)}·${q("average")} / ${q("root")}`,
        value: (q) => f(q(from) - f(f(ratio * q("average")) / q("root"))),
      };
      return [mean, meanSquare("β2", beta2), root, ...(decay > 0 ? [decayed] : []), step];
    }
  }
}

/** w ← w − η d */
const along = (direction: Quantity, rate: number): Equation => ({
  head: say("step"),
  of: "parameter",
  formula: (q, c) => `${q("parameter")} − ${c("η", rate)}·${q(direction)}`,
  value: (q) => f(q("parameter") - f(rate * q(direction))),
});

const meanSquare = (symbol: string, share: number): Equation => ({
  head: say("mean square"),
  of: "squareAverage",
  formula: (q, c) => `${c(symbol, share)}·${q("squareAverage")} + ${c(`(1 − ${symbol})`, 1 - share)}·${q("gradient")}²`,
  value: (q) => f(f(f(share) * q("squareAverage")) + f(f(1 - share) * f(q("gradient") * q("gradient")))),
});
