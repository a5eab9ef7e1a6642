/** Compares the displayed weights with those of the training. */
import type { NamedArray } from "../../core/layer";

/** The largest absolute difference between displayed and trained weights; the layer in `name` counts from 1. */
export interface Difference {
  readonly name: string;
  readonly most: number;
}

/** Returns the largest difference; undefined if all bits are equal. */
export function differenceOf(shown: readonly NamedArray[], trained: readonly NamedArray[]): Difference | undefined {
  let found: Difference | undefined;
  for (const [i, { name, values }] of trained.entries()) {
    const others = shown[i].values;
    for (let at = 0; at < values.length; at++) {
      if (Object.is(values[at], others[at])) continue;
      const most = Math.abs(values[at] - others[at]);
      if (!found || most > found.most) found = { name: name.replace(/\d+/, (l) => String(Number(l) + 1)), most };
    }
  }
  return found;
}
