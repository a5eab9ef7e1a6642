/** Sorting of rows. Pure; the order of all rows is cached, so that a filter only has to remove rows. */
import { compareValues, type Value } from "../../src/expressions/values";
import type { TableView } from "../../src/protocol/runsTable";
import { cellOf, type TableState } from "./store";

type Sort = TableView["sort"];

let kept: { readonly state: TableState; readonly sort: Sort; readonly rows: readonly number[] } | undefined;

/** Returns all rows: pinned ones first, then by the sort keys, ties in the original order. */
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

/** Returns the rank of each value; comparing ranks is faster than comparing texts, of which few are distinct. */
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
