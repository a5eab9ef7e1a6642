/** The smallest change of one number of an example that turns the network's answer. */

interface Search {
  /** The example's own value. */
  readonly current: number;
  /** Values that occur in the data, ascending; the search goes no farther. */
  readonly observed: readonly number[];
  /** True if only whole numbers are possible. */
  readonly isWhole: boolean;
  /** Returns for each value whether the answer differs from the example's. */
  readonly turned: (values: readonly number[]) => Promise<readonly boolean[]>;
}

/** Number of halvings after which a value is exact in float32. */
const halvings = 40;

/**
 * Returns the value nearest to the example's own at which the answer differs, undefined if it differs at none of the
 * observed values. The answer is tried at all of them, then between the nearest one that turns it and the one before;
 * a turn between two observed values that is undone at both stays unseen.
 */
export async function nearestTurn({ current, observed, isWhole, turned }: Search): Promise<number | undefined> {
  const turns = await turned(observed);
  const below = observed.findLastIndex((value, i) => value < current && turns[i]);
  const above = observed.findIndex((value, i) => value > current && turns[i]);
  const found: number[] = [];
  if (below >= 0) {
    const next = observed[below + 1] ?? current;
    found.push(await boundary(Math.min(next, current), observed[below], isWhole, turned));
  }
  if (above >= 0) {
    const next = observed[above - 1] ?? current;
    found.push(await boundary(Math.max(next, current), observed[above], isWhole, turned));
  }
  return found.sort((a, b) => Math.abs(a - current) - Math.abs(b - current))[0];
}

/** Halves the interval from a value with the old answer to one with another; returns the other end's last value. */
async function boundary(same: number, other: number, isWhole: boolean, turned: Search["turned"]): Promise<number> {
  for (let i = 0; i < halvings; i++) {
    const middle = isWhole ? Math.round((same + other) / 2) : (same + other) / 2;
    if (middle === same || middle === other) break;
    if ((await turned([middle]))[0]) other = middle;
    else same = middle;
  }
  return other;
}

/** Returns a turning value with four significant digits, or a whole number, rounded away from the example's own. */
export function roundedTurn(from: number, to: number): number {
  if (Number.isInteger(to) || to === 0) return to;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(to))) - 3);
  const digits = to > from ? Math.ceil(to / unit) : Math.floor(to / unit);
  return Number((digits * unit).toPrecision(12));
}
