/**
 * Parzen estimators on the unit interval, the densities l and g of TPE. A number: a mixture of normal distributions cut
 * off at 0 and 1, one on each observation and a wide one for the prior. A choice: how often each was observed, with one
 * further observation spread over all. Bergstra et al., Algorithms for Hyper-Parameter Optimization, 2011, section 4.
 */
import { inverseNormal } from "../core/normal";
import { exp, ln, normalBelow } from "./elementary";

const priorMean = 0.5;
/** Deviations beyond which a component adds less than the last bit of what the prior gives. */
const far = 10;

interface Component {
  readonly mean: number;
  readonly deviation: number;
  /** How much of its normal distribution lies below 0, and inside of 0 … 1. */
  readonly below: number;
  readonly inside: number;
}

export type Mixture = readonly Component[];

/**
 * The prior stands among the observations. A component is as wide as the farther of its neighbours, but no wider than
 * the interval, and no narrower than the (n + 2)-th part of it, or the hundredth. The ends of the interval are no
 * neighbours: an optimum near one would be smeared.
 */
export function mixtureOf(observed: readonly number[]): Mixture {
  const means = [...observed, priorMean].sort((a, b) => a - b);
  const priorAt = means.indexOf(priorMean);
  const narrowest = 1 / Math.min(100, observed.length + 2);
  return means.map((mean, i) => {
    if (i === priorAt) return componentOf(mean, 1);
    const left = i === 0 ? 0 : mean - means[i - 1];
    const right = i === means.length - 1 ? 0 : means[i + 1] - mean;
    return componentOf(mean, Math.min(1, Math.max(narrowest, left, right)));
  });
}

function componentOf(mean: number, deviation: number): Component {
  const from = (0 - mean) / deviation;
  return { mean, deviation, below: normalBelow(from), inside: between(from, (1 - mean) / deviation) };
}

/** A draw: which component by u, where in it by v; both in (0, 1). */
export function drawFrom(mixture: Mixture, u: number, v: number): number {
  const { mean, deviation, below, inside } = mixture[Math.floor(u * mixture.length)];
  return Math.min(1, Math.max(0, mean + deviation * inverseNormal(below + v * inside)));
}

/** ln of the density at a point, or of the probability of a cell. */
export function logDensity(mixture: Mixture, [from, to]: readonly [number, number]): number {
  let sum = 0;
  for (const { mean, deviation, inside } of mixture) {
    if (Math.max(from - mean, mean - to) > far * deviation) continue;
    const z = (from - mean) / deviation;
    sum += (from === to ? exp((-z * z) / 2) / deviation : between(z, (to - mean) / deviation)) / inside;
  }
  return ln(Math.max(sum / mixture.length, Number.MIN_VALUE));
}

/** Φ(b) − Φ(a), from the tail where it keeps its digits. */
function between(a: number, b: number): number {
  return a > 0 ? normalBelow(-a) - normalBelow(-b) : normalBelow(b) - normalBelow(a);
}

/** The probability of each of `count` choices, from the indices observed. */
export function choiceProbabilities(observed: readonly number[], count: number): readonly number[] {
  const weights = new Array<number>(count).fill(1 / count);
  for (const index of observed) weights[index] += 1;
  return weights.map((weight) => weight / (observed.length + 1));
}
