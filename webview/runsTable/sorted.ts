/** Rows in order. Pure; the order of all rows is kept, so that a filter only has to leave some out. */
import { compareValues, type Value } from "../../src/expressions/values";
import type { TableView } from "../../src/protocol/runsTable";
import { cellOf, type TableState } from "./store";

type Sort = TableView["sort"];

let kept: { readonly state: TableState; readonly sort: Sort; readonly rows: readonly number[] } | undefined;

/** All rows: pinned ones first, then as they are sorted, then as they came. */
export function sortedRows(state: TableState, sort: Sort): readonly number[] {
  if (kept && kept.sort === sort && isSameTable(kept.state, state)) return kept.rows;
  const rows = state.folders.map((_, row) => row);
  const pinned = rows.map((row) => cellOf(state, "pinned", row) === true);
  const orders = sort.map(({ key, direction }) =>
    ranksOf(
      rows.map((row) => cellOf(state, key, row)),
      direction,
    ),
  );
  rows.sort((a, b) => {
    if (pinned[a] !== pinned[b]) return pinned[a] ? -1 : 1;
    for (const ranks of orders) if (ranks[a] !== ranks[b]) return ranks[a] - ranks[b];
    return a - b;
  });
  kept = { state, sort, rows };
  return rows;
}

const isSameTable = (a: TableState, b: TableState) => a.cells === b.cells && a.folders === b.folders;

/** The place of each value among those that there are: comparing texts takes long, and there are few different ones. */
export function ranksOf(values: readonly Value[], direction: 1 | -1): number[] {
  const keys = values.map((value) => (typeof value === "object" ? String(value) : value));
  const distinct = [...new Set(keys)].sort((a, b) => compareValues(a, b, direction));
  const ranks = new Map<Value, number>();
  for (const [i, key] of distinct.entries()) {
    const before = distinct[i - 1];
    ranks.set(key, i > 0 && compareValues(before, key) === 0 ? (ranks.get(before) as number) : i);
  }
  return keys.map((key) => ranks.get(key) as number);
}
