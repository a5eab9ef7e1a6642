/** Detects numbers of a column that float32 cannot distinguish. */

/** Largest number of different values that are compared. */
const maxValues = 1000;
/** Share of values that may coincide by chance among numbers with all digits of a float64. */
const chanceShare = 0.01;
/** Relative difference below which two numbers differ by rounding in float64, such as 0.1 + 0.2 and 0.3. */
const roundingOfDoubles = 2 ** -46;

/**
 * @param values one column, or the beginning of it
 * @param shift subtracted from the values in double precision
 * @returns two values that become equal, or undefined
 */
export function fallTogether(values: Iterable<number>, shift = 0): [number, number] | undefined {
  const different = new Set<number>();
  for (const value of values) {
    different.add(value);
    if (different.size === maxValues) break;
  }
  const sorted = [...different].sort((a, b) => a - b);
  let lost = 0;
  let example: [number, number] | undefined;
  for (let i = 1; i < sorted.length; i++) {
    const [before, value] = [sorted[i - 1], sorted[i]];
    if (Math.fround(before - shift) !== Math.fround(value - shift) || isSameButRounded(before, value)) continue;
    lost++;
    example ??= [before, value];
  }
  return lost > chanceShare * sorted.length ? example : undefined;
}

const isSameButRounded = (a: number, b: number): boolean =>
  !(Number.isInteger(a) && Number.isInteger(b)) &&
  Math.abs(a - b) <= roundingOfDoubles * Math.max(Math.abs(a), Math.abs(b));
