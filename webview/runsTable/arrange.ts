/** Which rows are shown, and in which order: filtered, grouped by seed and sorted. Pure. */
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
      /** Rows that pass the filter. */
      readonly rows: readonly number[];
      /** With those that do not. */
      readonly total: number;
      readonly expanded: boolean;
    };

export interface Arrangement {
  readonly items: readonly Item[];
  /** Runs that pass the filter. */
  readonly runs: number;
}

/**
 * @param matches of a row: undefined shows all
 * @param expanded numbers of groups whose runs are shown
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

/** The mean of numbers; what all of them say; else nothing. */
function groupValue(state: TableState, key: string, rows: readonly number[]): Value {
  const summary = groupCell(state, key, rows);
  return "spread" in summary ? summary.spread.mean : summary.same;
}

/** Numbers that no mean is taken of: which run it is of those that belong together. */
export const isDraw = (key: string): boolean =>
  key === "training.seed" || key === "trial" || /^data\.validation\.(?:fold|repeat)$/.test(key);

/** What a group's row says of a column: mean and deviation of numbers, or what is the same in all of them. */
export type GroupCell = { readonly spread: Spread } | { readonly same: Value; readonly differ: number };

export function groupCell(state: TableState, key: string, rows: readonly number[]): GroupCell {
  const cells = rows.map((row) => cellOf(state, key, row));
  const [first] = cells;
  const distinct = new Set(cells.map((cell) => (typeof cell === "object" ? cell.join() : cell)));
  if (distinct.size === 1) return { same: first, differ: 0 };
  // The newest of them says how new a group is.
  if (key === "created")
    return { same: cells.reduce((newest, cell) => (String(cell) > String(newest) ? cell : newest)), differ: 0 };
  const isFigure = !isDraw(key) && cells.every((cell) => cell === undefined || typeof cell === "number");
  const spread = isFigure ? spreadOf(cells as (number | undefined)[]) : undefined;
  return spread ? { spread } : { same: undefined, differ: distinct.size };
}
