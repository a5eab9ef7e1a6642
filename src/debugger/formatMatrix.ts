/** Formats a matrix in one line. */

import { say } from "./language";
import type { NamedMatrix } from "./matrices";

/** Returns "[8, 2], norm 1.42, from -0.3 to 0.8", or the number itself for a matrix of one element. */
export function formatMatrix({ rows, columns, values }: Omit<NamedMatrix, "name">): string {
  if (values.length === 1) return String(values[0]);
  let [least, most, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
    squares += value * value;
  }
  const short = (value: number) => Number(value.toPrecision(4));
  return `[${rows}, ${columns}], ${say("norm {0}, from {1} to {2}", short(Math.sqrt(squares)), short(least), short(most))}`;
}
