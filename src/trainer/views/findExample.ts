/** Finds an example of a set by its index and class. */
import { NetworkError } from "../../core/errors";
import type { Dataset } from "../../data/dataset";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { examplesOf } from "./runNetwork";

/** Throws a NetworkError if the set does not exist or has no example of the class. */
export function findExample(
  dataset: Dataset,
  { set, index, step, actual }: ParsedParams<"example">,
): RequestResult<"example"> {
  const { count, inputs, values, targets: stored } = examplesOf(dataset, set);
  const { classNames, targets } = dataset;
  for (let i = 0; i < count; i++) {
    const at = (((index + i * step) % count) + count) % count;
    if (actual !== null && classNames && stored[at] !== actual) continue;
    const own = Float32Array.from(values.subarray(at * inputs, (at + 1) * inputs));
    const unscaled = targets?.map(({ factor, shift }, t) => stored[at * targets.length + t] / factor + shift);
    return {
      set,
      index: at,
      total: count,
      values: own,
      ...(classNames && { actual: stored[at] }),
      ...(unscaled && { targets: unscaled }),
    };
  }
  const name = classNames?.[actual ?? 0] ?? String(actual);
  throw new NetworkError("no-example/class", { set, name });
}
