/** Where the weights that were shown are not those that training gives. */
import type { NamedArray } from "../../core/layer";

/** How far the weights that were shown are from those that training gives; layers count from 1 in the name. */
export interface Difference {
  readonly name: string;
  readonly most: number;
}

/** The largest; undefined where all bits are the same. */
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
