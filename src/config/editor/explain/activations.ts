/** Formulas of activation functions, for hovers and the help. */
import type { ActivationName } from "../../../core/names";

interface ActivationDescription {
  /** z = f(s) */
  formula: string;
  /** f'(s) */
  derivative: string;
  /** Recommended use. */
  use: string;
}

export const activationDescriptions: Record<ActivationName, ActivationDescription> = {
  sigmoid: {
    formula: "1 / (1 + e^−s)",
    derivative: "f(s) · (1 − f(s)), at most 1/4",
    use: "Outputs that are true or false independently of each other; in hidden layers it saturates and learns slowly.",
  },
  tanh: {
    formula: "(e^s − e^−s) / (e^s + e^−s)",
    derivative: "1 − f(s)²",
    use: "Hidden layers of small networks: centred at 0, saturates beyond ±2.",
  },
  relu: {
    formula: "max(0, s)",
    derivative: "1 where s > 0, else 0",
    use: "The usual hidden layer. A unit that is negative for every example stops learning (a dead unit).",
  },
  prelu: {
    formula: "s where s > 0, else alpha · s",
    derivative: "1 where s > 0, else alpha",
    use: "As relu, with units that cannot die; alpha (default 0.25) is fixed, or learned with learnAlpha.",
  },
  elu: {
    formula: "s where s > 0, else alpha · (e^s − 1)",
    derivative: "1 where s > 0, else alpha · e^s",
    use: "As relu, but smooth below 0, approaching −alpha (default 1).",
  },
  gelu: {
    formula: "s · Φ(s), Φ the normal distribution function",
    derivative: "Φ(s) + s · φ(s)",
    use: "A smooth relu; common in transformers.",
  },
  softplus: {
    formula: "ln(1 + e^s)",
    derivative: "1 / (1 + e^−s)",
    use: "A smooth relu that is never 0; also for outputs that must be positive.",
  },
  linear: { formula: "s", derivative: "1", use: "The output layer of a regression." },
  softmax: {
    formula: "e^sⱼ / Σₖ e^sₖ, over the units of the layer",
    derivative: "fⱼ · (1 − fⱼ) for its own s, −fⱼ · fₖ for another's",
    use: "The output layer where each example has one class: outputs sum to 1. Use with cross-entropy.",
  },
};
