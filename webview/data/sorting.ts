/** The order of the columns: as in the data, or by one of the table's parts. */
import type { ColumnProfile } from "../../src/protocol/dataProfile";

export type SortKey = "name" | "kind" | "missing" | "distinct" | "outliers" | "relation";

export interface Sorting {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

const figureOf: Record<SortKey, (column: ColumnProfile) => string | number> = {
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  missing: ({ missing }) => missing,
  distinct: ({ distinct }) => distinct,
  outliers: ({ numbers }) => numbers?.outliers ?? -1,
  relation: ({ relation }) => (relation ? Math.abs(relation.value) : -1),
};

/** Returns the next order after a click: texts rise first, numbers fall first; the third click restores the data's. */
export function nextSorting(now: Sorting | undefined, by: SortKey): Sorting | undefined {
  const fallsFirst = by !== "name" && by !== "kind";
  if (now?.by !== by) return { by, isDescending: fallsFirst };
  return now.isDescending === fallsFirst ? { by, isDescending: !fallsFirst } : undefined;
}

export function sorted(columns: readonly ColumnProfile[], sorting: Sorting | undefined): readonly ColumnProfile[] {
  if (!sorting) return columns;
  const value = figureOf[sorting.by];
  const direction = sorting.isDescending ? -1 : 1;
  return [...columns].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    const order =
      typeof first === "string"
        ? first.localeCompare(String(second), undefined, { numeric: true })
        : first - Number(second);
    return direction * order;
  });
}
