/** Evenly spaced values of a range, linear or logarithmic, for use in a grid. */
import type { Parameter } from "../../search/types";

/** Returns both ends and values between them, rounded to two digits; duplicates are removed. */
export function spacedValues(parameter: Parameter, count = 5): number[] {
  if (parameter.kind === "choice") return [];
  const { low, high } = parameter;
  const isLog = parameter.kind === "log" || (parameter.kind === "integer" && parameter.log);
  const values = Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    const value = isLog ? low * (high / low) ** share : low + share * (high - low);
    if (i === 0 || i === count - 1) return i === 0 ? low : high;
    return parameter.kind === "integer" ? Math.round(value) : Number(value.toPrecision(2));
  });
  return [...new Set(values)].filter((value) => value >= low && value <= high);
}
