/**
 * Optimizers: how a parameter w follows its gradient g, element by element. As in PyTorch 2 (torch.optim: SGD, RMSprop,
 * Adam, AdamW). `m` holds the optimizer's accumulators of the element, in the order of `stateNames`.
 */
import type { Minibatch, Optimizer } from "./backend";
import type { OptimizerType } from "./names";

/** What of a step is the same for every element; all of it is rounded to float32, as a kernel sees it. */
export interface StepScalars {
  readonly learningRate: number;
  /** 1 − β1^t and 1 − β2^t: adam's bias corrections; 1 elsewhere. */
  readonly correction1: number;
  readonly correction2: number;
}

/** The accumulators each optimizer keeps, as run folders name them. */
export function stateNames(optimizer: Optimizer): readonly string[] {
  switch (optimizer.type) {
    case "sgd":
      return optimizer.momentum > 0 ? ["velocity"] : [];
    case "rmsprop":
      return ["squareAverage"];
    case "adam":
    case "adamw":
      return ["average", "squareAverage"];
  }
}

/** base^exponent for whole exponents ≥ 0 by squaring: only products, so every JavaScript engine gives the same bits. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

export function stepScalars(optimizer: Optimizer, { learningRate, step }: Minibatch): StepScalars {
  const adam = optimizer.type === "adam" || optimizer.type === "adamw";
  return {
    learningRate: Math.fround(learningRate),
    correction1: adam ? Math.fround(1 - power(optimizer.beta1, step)) : 1,
    correction2: adam ? Math.fround(1 - power(optimizer.beta2, step)) : 1,
  };
}

/** One element's step: returns the new w and changes m. `g` is the gradient, penalty included; `decay` is λ2/n for adamw. */
export type ElementStep = (w: number, g: number, m: number[], decay: number, scalars: StepScalars) => number;

export function elementStep(optimizer: Optimizer): ElementStep {
  switch (optimizer.type) {
    case "sgd":
      return sgd(optimizer.momentum, optimizer.nesterov);
    case "rmsprop":
      return rmsprop(optimizer.rho, optimizer.epsilon);
    case "adam":
    case "adamw":
      return adam(optimizer.beta1, optimizer.beta2, optimizer.epsilon);
  }
}

/** v ← μ v + g; w ← w − η v (nesterov: w ← w − η (g + μ v)) */
const sgd =
  (momentum: number, nesterov: boolean): ElementStep =>
  (w, g, m, _, { learningRate }) => {
    if (momentum === 0) return w - learningRate * g;
    m[0] = momentum * m[0] + g;
    return w - learningRate * (nesterov ? g + momentum * m[0] : m[0]);
  };

/** a ← ρ a + (1 − ρ) g²; w ← w − η g / (√a + ε) */
const rmsprop =
  (rho: number, epsilon: number): ElementStep =>
  (w, g, m, _, { learningRate }) => {
    m[0] = rho * m[0] + (1 - rho) * g * g;
    return w - (learningRate * g) / (Math.sqrt(m[0]) + epsilon);
  };

/** w ← w − η decay w; a ← β1 a + (1 − β1) g; b ← β2 b + (1 − β2) g²; w ← w − η/c1 · a / (√b/√c2 + ε) */
const adam =
  (beta1: number, beta2: number, epsilon: number): ElementStep =>
  (w, g, m, decay, { learningRate, correction1, correction2 }) => {
    m[0] = beta1 * m[0] + (1 - beta1) * g;
    m[1] = beta2 * m[1] + (1 - beta2) * g * g;
    const kept = w - learningRate * decay * w;
    return kept - ((learningRate / correction1) * m[0]) / (Math.sqrt(m[1]) / Math.sqrt(correction2) + epsilon);
  };

/** Whether λ2 enters the gradient, or decays the weights beside it (adamw). */
export const hasDecoupledDecay = (type: OptimizerType): boolean => type === "adamw";
