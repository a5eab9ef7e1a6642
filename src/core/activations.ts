/**
 * Activation functions f(s) with their derivatives, element by element. Nielsen, "Neural Networks and Deep Learning",
 * ch. 1 and 3; prelu: He et al. 2015; elu: Clevert et al. 2015; gelu: Hendrycks and Gimpel 2016.
 * Each is a plain function of numbers, finite for every finite s. Softmax looks at a whole row: see softmax.ts.
 */
import type { ActivationName } from "./names";

export interface Activation {
  readonly name: ElementwiseName;
  /** z = f(s) */
  output(s: number, alpha: number): number;
  /** f'(s), from the weighted input, not from z: relu and gelu cannot be told from z alone. */
  derivative(s: number, alpha: number): number;
  /** ∂f/∂alpha at s; only where alpha can be learned. */
  alphaDerivative?(s: number): number;
}

export type ElementwiseName = Exclude<ActivationName, "softmax">;

/** Written with e^−|s|, which never overflows. */
export function sigmoid(s: number): number {
  const e = Math.exp(-Math.abs(s));
  return s >= 0 ? 1 / (1 + e) : e / (1 + e);
}

function sigmoidDerivative(s: number): number {
  const e = Math.exp(-Math.abs(s));
  return e / ((1 + e) * (1 + e));
}

function tanhDerivative(s: number): number {
  const e = Math.exp(-2 * Math.abs(s));
  return (4 * e) / ((1 + e) * (1 + e));
}

function relu(s: number): number {
  return Math.max(s, 0);
}

function reluDerivative(s: number): number {
  return s > 0 ? 1 : 0;
}

function prelu(s: number, alpha: number): number {
  return s > 0 ? s : alpha * s;
}

function preluDerivative(s: number, alpha: number): number {
  return s > 0 ? 1 : alpha;
}

function preluAlphaDerivative(s: number): number {
  return s > 0 ? 0 : s;
}

function elu(s: number, alpha: number): number {
  return s > 0 ? s : alpha * (Math.exp(Math.min(s, 0)) - 1);
}

function eluDerivative(s: number, alpha: number): number {
  return s > 0 ? 1 : alpha * Math.exp(Math.min(s, 0));
}

function eluAlphaDerivative(s: number): number {
  return s > 0 ? 0 : Math.exp(Math.min(s, 0)) - 1;
}

/** Φ(s), the normal distribution function, within 8e-8. Abramowitz and Stegun 7.1.26 (with erfc kept as a product, so that its tail is 0). */
function normalDistribution(s: number): number {
  const t = 1 / (1 + 0.23164189 * Math.abs(s));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-0.5 * s * s);
  return s < 0 ? tail : 1 - tail;
}

function gelu(s: number): number {
  return s * normalDistribution(s);
}

/** Φ(s) + s φ(s) */
function geluDerivative(s: number): number {
  return normalDistribution(s) + s * 0.3989422804014327 * Math.exp(-0.5 * s * s);
}

/** ln(1 + e^s) = max(s, 0) + ln(1 + e^−|s|) */
export function softplus(s: number): number {
  return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
}

function linear(s: number): number {
  return s;
}

function linearDerivative(): number {
  return 1;
}

export const activations: {
  readonly [Name in ElementwiseName]: Activation & { readonly name: Name };
} = {
  sigmoid: { name: "sigmoid", output: sigmoid, derivative: sigmoidDerivative },
  tanh: { name: "tanh", output: Math.tanh, derivative: tanhDerivative },
  relu: { name: "relu", output: relu, derivative: reluDerivative },
  prelu: {
    name: "prelu",
    output: prelu,
    derivative: preluDerivative,
    alphaDerivative: preluAlphaDerivative,
  },
  elu: {
    name: "elu",
    output: elu,
    derivative: eluDerivative,
    alphaDerivative: eluAlphaDerivative,
  },
  gelu: { name: "gelu", output: gelu, derivative: geluDerivative },
  softplus: { name: "softplus", output: softplus, derivative: sigmoid },
  linear: { name: "linear", output: linear, derivative: linearDerivative },
};

/** Whether a layer of this activation has an alpha that can be learned. */
export const hasAlpha = (name: ActivationName): boolean => name === "prelu" || name === "elu";
