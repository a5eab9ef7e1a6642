/** Columns that a config names already, apart from the one at the cursor: completion does not offer them again. */
import type { Path } from "../check/finding";

/** A column is one of these at most once; the first two may not share one either. */
const uses = ["label", "features", "exclude"] as const;

/** @param data as it is written; @param at the path of the value that is being written */
export function usedColumns(data: unknown, at: Path): Set<string> {
  const used = new Set<string>();
  const named = (data ?? {}) as Record<string, unknown>;
  for (const key of uses) {
    const value = named[key];
    const isHere = at[1] === key;
    if (typeof value === "string" && !isHere) used.add(value);
    if (!Array.isArray(value)) continue;
    value.forEach((column, i) => {
      if (typeof column === "string" && !(isHere && at[2] === i)) used.add(column);
    });
  }
  return used;
}
