/**
 * Calibration: of the examples that get a probability of 0.8, 80% should be positive. The calibration curve is that of
 * scikit-learn's calibration_curve with bins of equal width; the error is that of Guo et al. 2017.
 */

const calibrationBins = 10;

/** With fewer examples than this the curve, the error and a temperature are uncertain. */
export const fewExamples = 50;

export interface CalibrationBin {
  /** Number of examples whose probability is in the bin. */
  readonly count: number;
  /** Mean of their probabilities; NaN if there are none. */
  readonly predicted: number;
  /** Share of them that are positive; NaN if there are none. */
  readonly observed: number;
}

/**
 * Returns the bins (0, 0.1], (0.1, 0.2], …, of which the first contains 0, too.
 * @param probabilities from 0 to 1, one per example
 */
export function calibrationCurve(
  probabilities: Float64Array,
  isPositive: (example: number) => boolean,
  bins = calibrationBins,
): CalibrationBin[] {
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const positives = new Float64Array(bins);
  for (const [i, probability] of probabilities.entries()) {
    const bin = binOf(probability, bins);
    counts[bin]++;
    sums[bin] += probability;
    if (isPositive(i)) positives[bin]++;
  }
  return Array.from(counts, (count, bin) => ({
    count,
    predicted: sums[bin] / count,
    observed: positives[bin] / count,
  }));
}

/** Compares with the same edges i / bins as NumPy's linspace, so that 0.3 is in the same bin. */
function binOf(probability: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)));
  const step = 1 / bins;
  while (bin > 0 && probability <= bin * step) bin--;
  while (bin < bins - 1 && probability > (bin + 1) * step) bin++;
  return bin;
}

/** Returns the expected calibration error: the mean of |observed − predicted| over all examples; NaN for none. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  let examples = 0;
  let sum = 0;
  for (const { count, predicted, observed } of bins) {
    if (count === 0) continue;
    examples += count;
    sum += count * Math.abs(observed - predicted);
  }
  return sum / examples;
}
