/** Histogram of a matrix: bins of equal width, mean, standard deviation, and the number of zeros. */
import type { WeightPicture } from "../../protocol/requests";

type Histogram = WeightPicture["histogram"];

const bins = 64;

/** Skips values that are not finite, recognized by value − value ≠ 0: live pictures leave no time for a slower test. */
export function histogramOf(values: Float32Array): Histogram {
  let [least, most, sum, zeros, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value === 0) zeros++;
    sum += value;
    count++;
  }
  const counts = new Uint32Array(bins);
  if (count === 0) return { least: 0, most: 0, counts: [...counts], mean: 0, deviation: 0, zeros: 0 };
  const mean = sum / count;
  const perBin = most > least ? bins / (most - least) : 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue;
    // The maximum lies on the upper edge of the last bin.
    const bin = ((value - least) * perBin) | 0;
    counts[bin < bins ? bin : bins - 1]++;
    squares += (value - mean) * (value - mean);
  }
  return { least, most, counts: [...counts], mean, deviation: Math.sqrt(squares / count), zeros: zeros / count };
}
