/** How the values of a matrix lie: bins of equal width, mean, spread, and how many are 0. */
import type { WeightPicture } from "../protocol/requests";

type Histogram = WeightPicture["histogram"];

const bins = 64;

/** What is not a finite number is left out. */
export function histogramOf(values: Float32Array): Histogram {
  let [least, most, sum, zeros, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value === 0) zeros++;
    sum += value;
    count++;
  }
  const counts = new Array<number>(bins).fill(0);
  if (count === 0) return { least: 0, most: 0, counts, mean: 0, deviation: 0, zeros: 0 };
  const mean = sum / count;
  const perBin = most > least ? bins / (most - least) : 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    counts[Math.min(bins - 1, Math.floor((value - least) * perBin))]++;
    squares += (value - mean) ** 2;
  }
  return { least, most, counts, mean, deviation: Math.sqrt(squares / count), zeros: zeros / count };
}
