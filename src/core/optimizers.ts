/**
 * Optimizers: the update of a parameter w from its gradient g, element by element. As in PyTorch 2 (torch.optim: SGD,
 * RMSprop, Adam, AdamW). `m` holds the optimizer's accumulators of the element, in the order of `stateNames`.
 */
import type { Minibatch, Optimizer } from "./backend";
import type { OptimizerType } from "./names";

/** The values of a step that are equal for all elements, rounded to float32 as in a kernel. */
export interface StepScalars {
  readonly learningRate: number;
  /** adam's bias corrections, 1 − β1^t and 1 − β2^t; 1 for the other optimizers. */
  readonly correction1: number;
  readonly correction2: number;
}

/** Returns the names of an optimizer's accumulators, as run folders use them. */
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

/**
 * base^exponent for integer exponents ≥ 0 by squaring: only products, so every JavaScript engine gives the same bits.
 */
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

/**
 * The update of one element, in plain functions, like an activation's: kernels are generated from their source text.
 * `accumulate[i]` returns the new m[i] from `shares[i]`; then `step` returns the new w from the new m.
 */
interface StepRule {
  readonly accumulate: readonly ((m: number, g: number, share: number) => number)[];
  /** μ, ρ, or β1 and β2 */
  readonly shares: readonly number[];
  readonly step: StepFunction;
  /** μ for sgd, ε for the others. */
  readonly constant: number;
}

/** Returns the new w. `first` and `second` are m[0] and m[1]; `decay` is λ2/n for adamw, else 0. */
type StepFunction = (
  w: number,
  rate: number,
  g: number,
  first: number,
  constant: number,
  second: number,
  decay: number,
  correction1: number,
  correction2: number,
) => number;

export function stepRule(optimizer: Optimizer): StepRule {
  switch (optimizer.type) {
    // SGD (torch.optim.SGD, dampening 0):
    //   g ← ∂cost/∂w + λ2/n w + λ1/n sign(w)
    //   v ← μ v + g                        (v is g itself where μ = 0)
    //   d ← v, with nesterov g + μ v
    //   w ← w − η d
    case "sgd": {
      const { momentum, nesterov } = optimizer;
      if (momentum === 0) return { accumulate: [], shares: [], step: plainStep, constant: 0 };
      const step = nesterov ? nesterovStep : momentumStep;
      return { accumulate: [velocity], shares: [momentum], step, constant: momentum };
    }
    // RMSprop (torch.optim.RMSprop, not centered, no momentum):
    //   g ← ∂cost/∂w + λ2/n w + λ1/n sign(w)
    //   a ← ρ a + (1 − ρ) g²
    //   d ← g / (√a + ε)
    //   w ← w − η d
    case "rmsprop":
      return { accumulate: [meanSquare], shares: [optimizer.rho], step: rmspropStep, constant: optimizer.epsilon };
    // Adam and AdamW (torch.optim.Adam, AdamW; step t from 1), λ2/n w in g for adam alone:
    //   a ← β1 a + (1 − β1) g
    //   b ← β2 b + (1 − β2) g²
    //   w ← w − η λ2/n w                   (adamw alone)
    //   w ← w − η a / (1 − β1^t) / (√b / √(1 − β2^t) + ε)
    case "adam":
    case "adamw":
      return {
        accumulate: [mean, meanSquare],
        shares: [optimizer.beta1, optimizer.beta2],
        step: adamStep,
        constant: optimizer.epsilon,
      };
  }
}

/** v ← μ v + g */
function velocity(m: number, g: number, share: number): number {
  return share * m + g;
}

/** a ← β a + (1 − β) g */
function mean(m: number, g: number, share: number): number {
  return share * m + (1 - share) * g;
}

/** a ← ρ a + (1 − ρ) g² */
function meanSquare(m: number, g: number, share: number): number {
  return share * m + (1 - share) * g * g;
}

/** w ← w − η g, with the product rounded to float32 before the subtraction, as in kernels. */
function plainStep(w: number, rate: number, g: number): number {
  return w - Math.fround(rate * g);
}

/** w ← w − η v */
function momentumStep(w: number, rate: number, _g: number, first: number): number {
  return w - rate * first;
}

/** w ← w − η (g + μ v) */
function nesterovStep(w: number, rate: number, g: number, first: number, constant: number): number {
  return w - rate * (g + constant * first);
}

/** w ← w − η g / (√a + ε) */
function rmspropStep(w: number, rate: number, g: number, first: number, constant: number): number {
  return w - (rate * g) / (Math.sqrt(first) + constant);
}

/** w ← w − η decay w; then w ← w − η/c1 · a / (√b/√c2 + ε) */
function adamStep(
  w: number,
  rate: number,
  _g: number,
  first: number,
  constant: number,
  second: number,
  decay: number,
  correction1: number,
  correction2: number,
): number {
  const kept = w - rate * decay * w;
  return kept - ((rate / correction1) * first) / (Math.sqrt(second) / Math.sqrt(correction2) + constant);
}

/** Applies one element's step: returns the new w and changes m. `g` includes the penalty; `decay` is λ2/n for adamw. */
export type ElementStep = (w: number, g: number, m: number[], decay: number, scalars: StepScalars) => number;

export function elementStep(optimizer: Optimizer): ElementStep {
  const { accumulate, shares, step, constant } = stepRule(optimizer);
  return (w, g, m, decay, { learningRate, correction1, correction2 }) => {
    for (const [i, next] of accumulate.entries()) m[i] = next(m[i], g, shares[i]);
    return step(w, learningRate, g, m[0], constant, m[1], decay, correction1, correction2);
  };
}

/** Returns true if λ2 decays the weights separately (adamw), false if it is part of the gradient. */
export const hasDecoupledDecay = (type: OptimizerType): boolean => type === "adamw";
