/** Values for pictures: those of a choice are spread around its place, so that points do not hide each other. */
import type { Axis } from "./axes";

const golden = 0.618034;

/** The same for a trial in every picture. */
export function spread(values: ArrayLike<number>, { scale }: Axis): ArrayLike<number> {
  if (scale.kind !== "choice") return values;
  return Float64Array.from(values, (value, row) => value + ((row * golden) % 1) * 0.6 - 0.3);
}
