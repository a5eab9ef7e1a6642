/** The mean example: the initial values of the Try It form. */
import type { Examples } from "../../core/backend";

/** Returns the mean of each input over at most 2,000 evenly spaced examples; not scaled. */
export function meansOf({ count, inputs, values }: Pick<Examples, "count" | "inputs" | "values">): Float64Array {
  const means = new Float64Array(inputs);
  const step = Math.max(1, Math.floor(count / 2000));
  let sampled = 0;
  for (let i = 0; i < count; i += step, sampled++) {
    for (let j = 0; j < inputs; j++) means[j] += values[i * inputs + j];
  }
  return means.map((sum) => sum / sampled);
}
