/**
 * Temperature scaling (Guo et al. 2017): the weighted inputs s of the output layer are divided by one temperature T > 0
 * before softmax or sigmoid. Probabilities become less extreme for T > 1, and the order of the outputs stays.
 */

export type ProbabilityActivation = "softmax" | "sigmoid";

/** Weighted inputs of an output layer and the correct answers. */
export interface Logits {
  readonly activation: ProbabilityActivation;
  readonly count: number;
  readonly outputs: number;
  /** s [count, outputs] */
  readonly s: Float32Array | Float64Array;
  /** y [count, outputs]: 1 for the correct class or for a label that applies, else 0. */
  readonly y: Uint8Array;
}

/** A perfectly separated set has no best temperature: its cost falls all the way to T = 0. */
const temperatureBounds = { lowest: 0.05, highest: 20 } as const;

export interface FittedTemperature {
  readonly temperature: number;
  /** The bound at which the search ended: there is no minimum between the bounds. */
  readonly bound?: keyof typeof temperatureBounds;
}

/**
 * Returns the temperature with the smallest negative log-likelihood. It is convex in β = 1/T: Newton's method finds the
 * root of its derivative, with bisection where a step leaves the bracket. In float64 and in the order of the examples.
 */
export function fitTemperature(logits: Logits): FittedTemperature {
  const { lowest, highest } = temperatureBounds;
  if (isFlat(logits)) return { temperature: 1 };
  let low = 1 / highest;
  let high = 1 / lowest;
  if (derivatives(logits, high).first <= 0) return { temperature: lowest, bound: "lowest" };
  if (derivatives(logits, low).first >= 0) return { temperature: highest, bound: "highest" };
  let beta = 1;
  for (let step = 0; step < 100 && high - low > 1e-14 * high; step++) {
    const { first, second } = derivatives(logits, beta);
    if (first === 0) break;
    if (first > 0) high = beta;
    else low = beta;
    const next = beta - first / second;
    const before = beta;
    beta = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(beta - before) <= 1e-14 * beta) break;
  }
  return { temperature: 1 / beta };
}

/** Returns true if every temperature gives the same probabilities. */
function isFlat({ activation, outputs, s }: Logits): boolean {
  return activation === "sigmoid"
    ? s.every((value) => value === 0)
    : s.every((value, i) => value === s[i - (i % outputs)]);
}

/** Returns probabilities [count, outputs]. */
export function probabilitiesAt({ activation, count, outputs, s }: Logits, temperature: number): Float64Array {
  const z = new Float64Array(count * outputs);
  for (let at = 0; at < z.length; at += outputs) writeRow(activation, s, z, at, outputs, 1 / temperature);
  return z;
}

/** Returns the mean negative log-likelihood per example: of sigmoid outputs the sum over the outputs. */
export function negativeLogLikelihood(logits: Logits, temperature: number): number {
  const { activation, count, outputs, s, y } = logits;
  const beta = 1 / temperature;
  let sum = 0;
  for (let at = 0; at < count * outputs; at += outputs) {
    if (activation === "softmax") sum += logSumExp(s, at, outputs, beta);
    for (let i = at; i < at + outputs; i++) {
      const value = beta * s[i];
      if (activation === "sigmoid") sum += Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
      if (y[i] === 1) sum -= value;
    }
  }
  return sum / count;
}

/** First and second derivatives of the summed negative log-likelihood by β. */
function derivatives({ activation, count, outputs, s, y }: Logits, beta: number) {
  const z = new Float64Array(outputs);
  let first = 0;
  let second = 0;
  for (let at = 0; at < count * outputs; at += outputs) {
    writeRow(activation, s.subarray(at, at + outputs), z, 0, outputs, beta);
    let mean = 0;
    for (let j = 0; j < outputs; j++) {
      first += (z[j] - y[at + j]) * s[at + j];
      mean += z[j] * s[at + j];
      if (activation === "sigmoid") second += z[j] * (1 - z[j]) * s[at + j] ** 2;
    }
    if (activation === "sigmoid") continue;
    for (let j = 0; j < outputs; j++) second += z[j] * (s[at + j] - mean) ** 2;
  }
  return { first, second };
}

/** z_j ← f(β s_j) for the `outputs` numbers from `at` on. */
function writeRow(
  activation: ProbabilityActivation,
  s: Logits["s"],
  z: Float64Array,
  at: number,
  outputs: number,
  beta: number,
): void {
  const total = activation === "softmax" ? logSumExp(s, at, outputs, beta) : 0;
  for (let i = at; i < at + outputs; i++) {
    const value = beta * s[i];
    if (activation === "softmax") {
      z[i] = Math.exp(value - total);
      continue;
    }
    const e = Math.exp(-Math.abs(value));
    z[i] = value >= 0 ? 1 / (1 + e) : e / (1 + e);
  }
}

/** Returns ln Σ e^(β s_j) of the `outputs` numbers from `at` on; the largest is subtracted, so nothing overflows. */
function logSumExp(s: Logits["s"], at: number, outputs: number, beta: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = at; i < at + outputs; i++) largest = Math.max(largest, beta * s[i]);
  let sum = 0;
  for (let i = at; i < at + outputs; i++) sum += Math.exp(beta * s[i] - largest);
  return largest + Math.log(sum);
}
