/** The order of the sections of the tab Training, and their columns where the page is wide. Pure. */

/** The user's arrangement; what is missing is by default. */
export interface Arrangement {
  /** Names of sections in order; sections that are not among them keep their default place. */
  readonly order?: readonly string[];
  /** Names of the sections in the right column. */
  readonly right?: readonly string[];
}

export type Move = "up" | "down" | "across";

/** Returns all names in the user's order; a name that the user has not moved stays behind its default predecessor. */
export function orderOf(names: readonly string[], { order = [] }: Arrangement): string[] {
  const sorted = order.filter((name) => names.includes(name));
  for (const [i, name] of names.entries()) {
    if (sorted.includes(name)) continue;
    const before = names.slice(0, i).findLast((each) => sorted.includes(each));
    sorted.splice(before === undefined ? 0 : sorted.indexOf(before) + 1, 0, name);
  }
  return sorted;
}

/** Returns the columns of the page, left first; a narrow page has one. */
export function columnsOf(
  names: readonly string[],
  arrangement: Arrangement,
  { right, wide }: { right: readonly string[]; wide: boolean },
): string[][] {
  const order = orderOf(names, arrangement);
  if (!wide) return [order];
  const onRight = arrangement.right ?? right;
  return [order.filter((name) => !onRight.includes(name)), order.filter((name) => onRight.includes(name))];
}

/**
 * Returns the arrangement with a section moved past its neighbour, or to the other column.
 * @param columns the columns as shown, without hidden sections
 */
export function moved(
  names: readonly string[],
  arrangement: Arrangement,
  { name, move, columns, right }: { name: string; move: Move; columns: readonly string[][]; right: readonly string[] },
): Arrangement {
  if (move === "across") {
    const onRight = arrangement.right ?? right;
    const others = onRight.filter((each) => each !== name);
    return { ...arrangement, right: onRight.includes(name) ? others : [...others, name] };
  }
  const column = columns.find((each) => each.includes(name)) ?? [];
  const neighbour = column[column.indexOf(name) + (move === "up" ? -1 : 1)];
  if (neighbour === undefined) return arrangement;
  const order = orderOf(names, arrangement).filter((each) => each !== name);
  order.splice(order.indexOf(neighbour) + (move === "up" ? 0 : 1), 0, name);
  return { ...arrangement, order };
}
