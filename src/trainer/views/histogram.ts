/** How the values of a matrix lie: bins of equal width, mean, spread, and how many are 0. */
import type { WeightPicture } from "../../protocol/requests";

type Histogram = WeightPicture["histogram"];

const bins = 64;

/**
 * What is not a finite number is left out: it does not give 0 when it is taken from itself. A live picture has no time
 * for more.
 */
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
    // The largest falls on the last bin's end.
    const bin = ((value - least) * perBin) | 0;
    counts[bin < bins ? bin : bins - 1]++;
    squares += (value - mean) * (value - mean);
  }
  return { least, most, counts: [...counts], mean, deviation: Math.sqrt(squares / count), zeros: zeros / count };
}
