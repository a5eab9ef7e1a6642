/** Quartiles, outliers and histogram of sorted values with their counts, equal to NumPy's. */
import type { Histogram } from "../../config/dataProfile";

/** Different values, rising, and how often each occurs. */
export interface Sorted {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

const mostBins = 20;

const total = ({ counts }: Sorted): number => counts.reduce((sum, count) => sum + count, 0);

/** Returns the quantiles for these rising shares, interpolated linearly. */
export function quantiles(sorted: Sorted, shares: readonly number[]): number[] {
  const { values, counts } = sorted;
  const last = total(sorted) - 1;
  let [at, before] = [0, 0];
  const valueAt = (rank: number) => {
    while (at > 0 && before > rank) before -= counts[--at];
    while (before + counts[at] <= rank) before += counts[at++];
    return values[at];
  };
  return shares.map((share) => {
    const rank = share * last;
    const [low, high] = [valueAt(Math.floor(rank)), valueAt(Math.ceil(rank))];
    return low + (high - low) * (rank - Math.floor(rank));
  });
}

/** Returns the number of values beyond 1.5 interquartile ranges of the quartiles. */
export function countOutliers({ values, counts }: Sorted, [lower, , upper]: readonly number[]): number {
  const range = 1.5 * (upper - lower);
  let outliers = 0;
  for (let i = 0; i < values.length; i++)
    if (values[i] < lower - range || values[i] > upper + range) outliers += counts[i];
  return outliers;
}

/** Returns a histogram of at most 20 bins of equal width; of few whole numbers, a bin for each. */
export function histogramOf({ values, counts }: Sorted, minimum: number, maximum: number): Histogram {
  const range = maximum - minimum;
  if (range === 0 || !Number.isFinite(range)) {
    return { edges: [minimum, maximum], counts: [counts.reduce((sum, count) => sum + count, 0)] };
  }
  const areFewWhole = range < mostBins && values.every(Number.isInteger);
  const bins = areFewWhole ? range + 1 : mostBins;
  const [start, end] = areFewWhole ? [minimum - 0.5, maximum + 0.5] : [minimum, maximum];
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? end : start + (i * (end - start)) / bins));
  const found = new Array<number>(bins).fill(0);
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    while (bin < bins - 1 && values[i] >= edges[bin + 1]) bin++;
    found[bin] += counts[i];
  }
  return { edges, counts: found };
}

/** Returns the histogram of a sample with its counts scaled to this number of values. */
export function scaledUp({ edges, counts }: Histogram, count: number): Histogram {
  const sampled = counts.reduce((sum, one) => sum + one, 0);
  return { edges, counts: counts.map((one) => Math.round((one * count) / sampled)) };
}
