/** Scores over folds: mean, standard deviation, and confidence interval of the mean. */

export interface ScoreSummary {
  readonly mean: number;
  /** Sample standard deviation (divided by n − 1); absent for a single score. */
  readonly deviation?: number;
  /** Half-width of the 95% confidence interval of the mean, corrected for the overlap of the folds' training sets. */
  readonly halfWidth?: number;
}

/**
 * Summarizes the scores of folds. They depend on each other because their training sets overlap: the variance of their
 * mean is s² (1/n + r), not s²/n, with r the ratio of validation to training examples of a fold. Source: Nadeau and
 * Bengio, Inference for the Generalization Error, Machine Learning 52, 2003.
 * @param ratio r; undefined for folds that are not random, such as ordered ones: then there is no interval
 */
export function summarizeScores(scores: readonly number[], ratio?: number): ScoreSummary {
  const n = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  if (n < 2) return { mean };
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1);
  const deviation = Math.sqrt(variance);
  if (ratio === undefined) return { mean, deviation };
  return { mean, deviation, halfWidth: studentQuantile(0.975, n - 1) * Math.sqrt((1 / n + ratio) * variance) };
}

/** Returns the p-quantile of Student's t distribution for ½ ≤ p < 1. */
export function studentQuantile(p: number, degrees: number): number {
  let [low, high] = [0, Math.PI / 2];
  // Each step halves the interval; after 60 its ends are adjacent numbers.
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < 2 * p - 1) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

/**
 * Returns the probability of |t| < √ν tan θ for an integer number of degrees of freedom ν. Source: Abramowitz and
 * Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
function within(theta: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  const square = Math.cos(theta) ** 2;
  let term = isOdd ? Math.cos(theta) : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * square;
  }
  return isOdd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
