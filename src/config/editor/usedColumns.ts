/** The columns that a config already names, except the one at the cursor; completion does not offer them. */
import type { Path } from "../check/finding";

/** A column may appear in only one of these, and once. */
const uses = ["label", "features", "exclude"] as const;

/** @param data as written; @param at path of the value being written */
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
