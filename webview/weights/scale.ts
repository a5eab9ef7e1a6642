/**
 * The limit of the colour scale: a round number that almost all shown magnitudes stay below, because a single outlier
 * would make all other weights indistinguishable; it is round to stay constant while the weights change. Pure.
 */

/** Share of the values within the colour scale; the others are clamped to its ends. */
const inside = 0.995;
/** Bins of 2%, down to a millionth of the largest, so that small weights are resolved despite outliers. */
const binsPerOctave = 32;
const bins = 20 * binsPerOctave;
/** Maximum number of values; more are sampled, because the logarithms of all would take longer than a frame. */
const maxSampled = 16384;
const steps = [1, 1.5, 2, 3, 5, 7, 10];

/** @param largest maximum magnitude in the whole matrix, an upper bound of the values */
export function colorLimit(values: Float32Array, largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 0;
  const counts = new Uint32Array(bins);
  let total = 0;
  // An odd step visits all columns of a matrix whose width is a power of two.
  const step = Math.ceil(values.length / maxSampled) | 1;
  for (let i = 0; i < values.length; i += step) {
    const size = Math.abs(values[i]);
    // Zeros are excluded: those of pruned or unused inputs would push all other values to the ends.
    if (!(size > 0)) continue;
    counts[Math.max(0, Math.min(bins - 1, Math.floor(Math.log2(largest / size) * binsPerOctave)))]++;
    total++;
  }
  let [bin, outside] = [0, counts[0]];
  while (bin < bins - 1 && outside <= (1 - inside) * total) outside += counts[++bin];
  return roundUp(total === 0 ? largest : largest * 2 ** (-bin / binsPerOctave));
}

/** Rounds up to 1, 1.5, 2, 3, 5, 7 or 10 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((each) => each * power >= value * (1 - 1e-6)) ?? 10;
  return Number((step * power).toPrecision(2));
}
