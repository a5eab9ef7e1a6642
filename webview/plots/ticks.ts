/** Ranges of the value axis, and axis ticks for saved pictures. Pure. */
import type { Range } from "./zoom";

/**
 * Returns the range of the values with a margin; without values, a default range.
 * @param isShare true for shares of 1
 */
export function scaleOf(values: readonly (number | null)[], log: boolean, isShare = false): Range {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  if (least > largest) return log ? [0.1, 1] : [0, 1];
  if (log) return least === largest ? [least / 2, largest * 2] : [least / 1.2, largest * 1.2];
  if (isShare) return shareScale(least, largest);
  const air = (largest - least) * 0.08 || Math.abs(largest) * 0.1 || 1;
  return [least - air, largest + air];
}

/** Returns the range of shares of 1 with a margin, which ends at 0 and 1; equal values are drawn in the whole range. */
export function shareScale(least: number, largest: number): Range {
  if (least === largest && least >= 0 && largest <= 1) return [0, 1];
  const air = (largest - least) * 0.1 || Math.abs(largest) * 0.1;
  return [
    least >= 0 ? Math.max(0, least - air) : least - air,
    largest <= 1 ? Math.min(1, largest + air) : largest + air,
  ];
}

/** Returns about `count` ticks: multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks([from, to]: Range, count: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((each) => each * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Rounding removes floating-point noise, as of 3 · 0.1.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Maximum number of powers of ten that are ticks: of more, every second or third is one. */
const maxPowers = 8;

/** Returns the powers of ten in the range if there are several; else 1, 2 and 5 times them. */
export function logTicks([from, to]: Range): number[] {
  const decades = Array.from({ length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 }, (_, i) =>
    Number(`1e${Math.floor(Math.log10(from)) + i}`),
  );
  const inside = (tick: number) => tick >= from * 0.999 && tick <= to * 1.001;
  const powers = decades.filter(inside);
  const every = Math.ceil(powers.length / maxPowers);
  if (powers.length > 2) return powers.filter((_, i) => (powers.length - 1 - i) % every === 0);
  return decades.flatMap((power) => [1, 2, 5].map((each) => Number((each * power).toPrecision(3)))).filter(inside);
}
