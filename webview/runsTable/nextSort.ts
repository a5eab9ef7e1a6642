/** The sort order after a click on a column's head. Pure. */
import type { RunColumn, TableView } from "../../src/protocol/runsTable";

type Sort = TableView["sort"];

interface Click {
  readonly key: string;
  /** True to sort by the column after the present ones, false to replace them. */
  readonly further: boolean;
  /** Default sort order. */
  readonly usual: Sort;
}

/** Cycles ascending, descending, default; columns where larger is better, and the newest, start descending. */
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
