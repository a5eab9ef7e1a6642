/** The shown rows in order: filtered, grouped by seed and sorted. Pure. */
import type { Value } from "../../src/expressions/values";
import type { TableView } from "../../src/protocol/runsTable";
import { type Spread, spreadOf } from "../compare/figures";
import { ranksOf, sortedRows } from "./sorted";
import { cellOf, type TableState } from "./store";

export type Item =
  | { readonly kind: "run"; readonly row: number; readonly inGroup: boolean }
  | {
      readonly kind: "group";
      readonly group: number;
      /** Rows of the group that pass the filter. */
      readonly rows: readonly number[];
      /** Number of all rows of the group. */
      readonly total: number;
      readonly expanded: boolean;
    };

export interface Arrangement {
  readonly items: readonly Item[];
  /** Number of runs that pass the filter. */
  readonly runs: number;
}

/**
 * @param matches predicate of rows; undefined shows all
 * @param expanded numbers of the expanded groups
 */
export function arrange(
  state: TableState,
  { sort, seeds }: Pick<TableView, "sort" | "seeds">,
  matches: ((row: number) => boolean) | undefined,
  expanded: ReadonlySet<number>,
): Arrangement {
  const all = sortedRows(state, sort);
  const rows = matches ? all.filter(matches) : all;
  if (!seeds) return { items: rows.map((row) => ({ kind: "run", row, inGroup: false })), runs: rows.length };
  return { items: grouped(state, sort, rows, expanded), runs: rows.length };
}

function grouped(
  state: TableState,
  sort: TableView["sort"],
  rows: readonly number[],
  expanded: ReadonlySet<number>,
): Item[] {
  const totals = new Map<number, number>();
  for (const group of state.groups) if (group !== null) totals.set(group, (totals.get(group) ?? 0) + 1);
  const members = new Map<number, number[]>();
  const tops: { item: Item; value: (key: string) => Value }[] = [];
  for (const row of rows) {
    const group = state.groups[row];
    const total = group === null ? 1 : (totals.get(group) ?? 1);
    if (group === null || total === 1) {
      tops.push({ item: { kind: "run", row, inGroup: false }, value: (key) => cellOf(state, key, row) });
      continue;
    }
    const others = members.get(group);
    if (others) {
      others.push(row);
      continue;
    }
    const own = [row];
    members.set(group, own);
    tops.push({
      item: { kind: "group", group, rows: own, total, expanded: expanded.has(group) },
      value: (key) => groupValue(state, key, own),
    });
  }
  const orders = sort.map(({ key, direction }) =>
    ranksOf(
      tops.map(({ value }) => value(key)),
      direction,
    ),
  );
  const pinned = tops.map(({ item }) => isPinned(state, item));
  const order = tops.map((_, i) => i);
  order.sort((a, b) => {
    if (pinned[a] !== pinned[b]) return pinned[a] ? -1 : 1;
    for (const ranks of orders) if (ranks[a] !== ranks[b]) return ranks[a] - ranks[b];
    return a - b;
  });
  const items = order.map((i) => tops[i].item);
  return items.flatMap((item): Item[] =>
    item.kind === "group" && item.expanded
      ? [item, ...item.rows.map((row): Item => ({ kind: "run", row, inGroup: true }))]
      : [item],
  );
}

const isPinned = (state: TableState, item: Item) =>
  (item.kind === "run" ? [item.row] : item.rows).some((row) => cellOf(state, "pinned", row) === true);

/** Returns the mean of numbers, or the value that all rows share; else undefined. */
function groupValue(state: TableState, key: string, rows: readonly number[]): Value {
  const summary = groupCell(state, key, rows);
  return "spread" in summary ? summary.spread.mean : summary.same;
}

/** Returns true for numbers that identify a run within its group, such as its seed, and have no mean. */
export const isDraw = (key: string): boolean =>
  key === "training.seed" || key === "trial" || /^data\.validation\.(?:fold|repeat)$/.test(key);

/** A cell of a group's row: the spread of numbers, or the common value and the number of different ones. */
export type GroupCell = { readonly spread: Spread } | { readonly same: Value; readonly differ: number };

export function groupCell(state: TableState, key: string, rows: readonly number[]): GroupCell {
  const cells = rows.map((row) => cellOf(state, key, row));
  const [first] = cells;
  const distinct = new Set(cells.map((cell) => (typeof cell === "object" ? cell.join() : cell)));
  if (distinct.size === 1) return { same: first, differ: 0 };
  // A group is as new as its newest run.
  if (key === "created")
    return { same: cells.reduce((newest, cell) => (String(cell) > String(newest) ? cell : newest)), differ: 0 };
  const isFigure = !isDraw(key) && cells.every((cell) => cell === undefined || typeof cell === "number");
  const spread = isFigure ? spreadOf(cells as (number | undefined)[]) : undefined;
  return spread ? { spread } : { same: undefined, differ: distinct.size };
}
