/**
 * Activation functions f(s) with their derivatives, element by element. Nielsen, "Neural Networks and Deep Learning",
 * ch. 1 and 3; prelu: He et al. 2015; elu: Clevert et al. 2015; gelu: Hendrycks and Gimpel 2016.
 * Each is a plain function of numbers, finite for every finite s: kernels are generated from its source text. Softmax
 * depends on a whole row: see softmax.ts.
 */
import type { ActivationName } from "./names";

/** A function of numbers only, without arrays or closures, so that its source text means the same in a kernel. */
export type PlainFunction = (...numbers: number[]) => number;

export interface Activation {
  readonly name: ElementwiseName;
  /** z = f(s) */
  output(s: number, alpha: number): number;
  /**
   * f'(s), computed from the weighted input, not from z: the derivatives of relu and gelu do not follow from z alone.
   */
  derivative(s: number, alpha: number): number;
  /** ∂f/∂alpha at s; present only for activations whose alpha can be learned. */
  alphaDerivative?(s: number): number;
  /** The helper functions of this file that the functions above call. */
  readonly uses?: readonly PlainFunction[];
}

export type ElementwiseName = Exclude<ActivationName, "softmax">;

/** Computed with e^−|s|, which never overflows. */
function sigmoid(s: number): number {
  const e = Math.exp(-Math.abs(s));
  return s >= 0 ? 1 / (1 + e) : e / (1 + e);
}

function sigmoidDerivative(s: number): number {
  const e = Math.exp(-Math.abs(s));
  return e / ((1 + e) * (1 + e));
}

function tanh(s: number): number {
  return Math.tanh(s);
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
  return Math.min(s, 0);
}

function elu(s: number, alpha: number): number {
  return s > 0 ? s : alpha * Math.expm1(s);
}

function eluDerivative(s: number, alpha: number): number {
  return s > 0 ? 1 : alpha * Math.exp(s);
}

function eluAlphaDerivative(s: number): number {
  return s > 0 ? 0 : Math.expm1(s);
}

/**
 * Φ(s), the normal distribution function, to a relative error of 1e-8 in its tails and 1e-15 elsewhere. Hart's
 * algorithm 5666 in the form of West 2005: two polynomials, and the continued fraction of the tail for large |s|.
 */
function normalDistribution(s: number): number {
  const a = Math.abs(s);
  const exponential = Math.exp(-0.5 * a * a);
  const over =
    (((((0.0352624965998911 * a + 0.700383064443688) * a + 6.37396220353165) * a + 33.912866078383) * a +
      112.079291497871) *
      a +
      221.213596169931) *
      a +
    220.206867912376;
  const under =
    ((((((0.0883883476483184 * a + 1.75566716318264) * a + 16.064177579207) * a + 86.7807322029461) * a +
      296.564248779674) *
      a +
      637.333633378831) *
      a +
      793.826512519948) *
      a +
    440.413735824752;
  const far = 2.5066282746310002 * (a + 1 / (a + 2 / (a + 3 / (a + 4 / (a + 0.65)))));
  const tail = a < 7.071 ? (exponential * over) / under : exponential / far;
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
function softplus(s: number): number {
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
  tanh: { name: "tanh", output: tanh, derivative: tanhDerivative },
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
  gelu: { name: "gelu", output: gelu, derivative: geluDerivative, uses: [normalDistribution] },
  softplus: { name: "softplus", output: softplus, derivative: sigmoid },
  linear: { name: "linear", output: linear, derivative: linearDerivative },
};

/** Returns true for activations with an alpha that can be learned. */
export const hasAlpha = (name: ActivationName): boolean => name === "prelu" || name === "elu";
