/** Jitter: spreads the values of a choice around its position, so that points do not hide each other. */
import type { Axis } from "./axes";

const golden = 0.618034;

/** Returns the values with jitter for choices; a trial has the same offset in every picture. */
export function spread(values: ArrayLike<number>, { scale }: Axis): ArrayLike<number> {
  if (scale.kind !== "choice") return values;
  return Float64Array.from(values, (value, row) => value + ((row * golden) % 1) * 0.6 - 0.3);
}
