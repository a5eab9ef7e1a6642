/** What the rows are sorted by after a click on a column's head. Pure. */
import type { RunColumn, TableView } from "../../src/protocol/runsTable";

type Sort = TableView["sort"];

interface Click {
  readonly key: string;
  /** After the columns that are sorted by already. */
  readonly further: boolean;
  /** What the rows are sorted by at the start. */
  readonly usual: Sort;
}

/** Upward, downward, and by the start again. What is looked for as large as possible begins at the top. */
export function nextSort(sort: Sort, columns: readonly RunColumn[], { key, further, usual }: Click): Sort {
  const at = sort.findIndex((each) => each.key === key);
  const column = columns.find((each) => each.key === key);
  const isNewest = usual.some((each) => each.key === key && each.direction === -1);
  const first = column?.better === 1 || isNewest ? -1 : 1;
  const isOnly = sort.length === 1 || further;
  const before = isOnly ? sort[at]?.direction : undefined;
  const next = before === undefined ? first : before === first ? (-first as 1 | -1) : undefined;
  const others = further ? sort.filter((each) => each.key !== key) : [];
  if (next !== undefined) return [...others, { key, direction: next }];
  return others.length > 0 ? others : usual;
}
