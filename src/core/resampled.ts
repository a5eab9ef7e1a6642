/** Scores over folds: mean, deviation, and how far the mean may be from that of other data of its kind. */

export interface ScoreSummary {
  readonly mean: number;
  /** Of the sample (divided by n − 1); absent of a single score. */
  readonly deviation?: number;
  /** Half of the 95% confidence interval around the mean, corrected for what the folds share. */
  readonly halfWidth?: number;
}

/**
 * Scores of folds depend on each other, because what they learn overlaps: the variance of their mean is s² (1/n + r), r
 * the validation examples of a fold for each that it learns, not s²/n. Source: Nadeau and Bengio, Inference for the
 * Generalization Error, Machine Learning 52, 2003.
 * @param ratio r; left out where folds are no draws, as ordered ones: there is no interval then
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

/** The value below which Student's t of so many degrees of freedom lies with probability p, from a half to below 1. */
export function studentQuantile(p: number, degrees: number): number {
  let [low, high] = [0, Math.PI / 2];
  // Every step halves the interval: after so many, its ends are neighbours.
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < 2 * p - 1) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

/**
 * Probability of |t| < √ν tan θ for a whole number of degrees ν. Source: Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.7.3 and 26.7.4.
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
