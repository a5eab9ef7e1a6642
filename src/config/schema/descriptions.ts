/** Formulas and usual values of costs and optimizers, for hovers and the linter. */
import type { CostName, OptimizerType } from "../../core/names";

export const costDescriptions: Record<CostName, { formula: string; error: string; use: string }> = {
  "cross-entropy": {
    formula: "−Σⱼ yⱼ ln zⱼ (softmax), −Σⱼ [yⱼ ln zⱼ + (1 − yⱼ) ln(1 − zⱼ)] (sigmoid)",
    error: "z − y: f' cancels, so wrong predictions are corrected fast at any confidence",
    use: "Classification. Before training it is about ln k for k classes with softmax.",
  },
  quadratic: {
    formula: "½ Σⱼ (zⱼ − yⱼ)²",
    error: "(z − y) · f'(s): a saturated output learns slowly",
    use: "Regression.",
  },
};

interface OptimizerDescription {
  /** Update of a weight w with gradient g. */
  formula: string;
  /** Usual values of its settings. */
  usual: string;
  /** Usual range of the learning rate; values outside are probably mistakes. */
  learningRates: readonly [least: number, most: number];
}

export const optimizerDescriptions: Record<OptimizerType, OptimizerDescription> = {
  sgd: {
    formula: "v ← μ v + g; w ← w − η v",
    usual: "learningRate 0.01 to 1 (default 0.1), with momentum 0.9 about a tenth of that",
    learningRates: [1e-4, 10],
  },
  rmsprop: {
    formula: "a ← ρ a + (1 − ρ) g²; w ← w − η g / (√a + ε)",
    usual: "learningRate 0.0001 to 0.01 (default 0.01), rho 0.9 to 0.99",
    learningRates: [1e-6, 0.1],
  },
  adam: {
    formula: "a ← β₁ a + (1 − β₁) g; b ← β₂ b + (1 − β₂) g²; w ← w − η â / (√b̂ + ε)",
    usual: "learningRate 0.0001 to 0.01 (default 0.001), beta1 0.9, beta2 0.999",
    learningRates: [1e-6, 0.1],
  },
  adamw: {
    formula: "as adam, plus w ← w − η (λ₂/n) w",
    usual: "learningRate 0.0001 to 0.01 (default 0.001), with regularization.l2",
    learningRates: [1e-6, 0.1],
  },
};
