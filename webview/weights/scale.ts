/**
 * Where the colours end. One outlier would leave all other weights in the dark, so they end at a round number that
 * nearly all of what is shown stays below; a round number too because it holds still while the weights move. Pure.
 */

/** Share of the values that are told apart by colour; the others look like the ends. */
const inside = 0.995;
/** Bins of 2%, down to a millionth of the largest: small weights are told apart however far an outlier is. */
const binsPerOctave = 32;
const bins = 20 * binsPerOctave;
/** Of more values than these a sample is looked at: a frame has no time for the logarithms of all. */
const mostLooked = 16384;
const steps = [1, 1.5, 2, 3, 5, 7, 10];

/** @param largest of the whole matrix, which bounds the values */
export function colorLimit(values: Float32Array, largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 0;
  const counts = new Uint32Array(bins);
  let total = 0;
  // An odd step goes through all columns of a matrix with an even number of them.
  const step = Math.ceil(values.length / mostLooked) | 1;
  for (let i = 0; i < values.length; i += step) {
    const size = Math.abs(values[i]);
    // Zeros are no part of the spread: pruned or unused inputs must not drive all the others to the ends.
    if (!(size > 0)) continue;
    counts[Math.max(0, Math.min(bins - 1, Math.floor(Math.log2(largest / size) * binsPerOctave)))]++;
    total++;
  }
  let [bin, outside] = [0, counts[0]];
  while (bin < bins - 1 && outside <= (1 - inside) * total) outside += counts[++bin];
  return roundUp(total === 0 ? largest : largest * 2 ** (-bin / binsPerOctave));
}

/** The next of 1, 1.5, 2, 3, 5, 7, 10, times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((each) => each * power >= value * (1 - 1e-6)) ?? 10;
  return Number((step * power).toPrecision(2));
}
