/** The state of all runs as columns of cells, changed only by the host's messages. Pure. */
import {
  type Cell,
  type NamedView,
  type PackedColumn,
  type RunColumn,
  type SeedGroup,
  unpackCell,
} from "../../src/protocol/runsTable";
import type { TableMessage } from "./host";

/** The cells of a column, or the common value of all of them. */
export type Column = { readonly same: Cell } | { readonly cells: Cell[] } | NumberColumn;

/** Cells as numbers, NaN for empty ones. If `words` is set, the numbers are indices into it. */
interface NumberColumn {
  readonly numbers: Float64Array;
  readonly words?: readonly Cell[];
}

export interface TableState {
  /** True once the host has sent the list of runs. */
  readonly known: boolean;
  readonly columns: readonly RunColumn[];
  readonly folders: readonly string[];
  readonly cells: ReadonlyMap<string, Column>;
  readonly groups: readonly SeedGroup[];
  readonly trusted: boolean;
  /** Number of runs whose figures are not read completely yet. */
  readonly pending: number;
  readonly views: readonly NamedView[];
}

export const noTable: TableState = {
  known: false,
  columns: [],
  folders: [],
  cells: new Map(),
  groups: [],
  trusted: false,
  pending: 0,
  views: [],
};

export function reduce(state: TableState, message: TableMessage): TableState {
  switch (message.type) {
    case "runs": {
      const { columns, folders, cells, groups, trusted } = message;
      const unpacked = new Map(columns.map(({ key }, c) => [key, unpack(cells[c])]));
      return { ...state, known: true, columns, folders, cells: unpacked, groups, trusted };
    }
    case "changed":
      return withChanges(state, message.runs);
    case "pending":
      return { ...state, pending: message.runs };
    case "views":
      return { ...state, views: message.views };
  }
}

const unpack = (column: PackedColumn): Column =>
  "same" in column ? { same: unpackCell(column.same) } : { cells: column.cells.map(unpackCell) };

function withChanges(state: TableState, runs: Extract<TableMessage, { type: "changed" }>["runs"]): TableState {
  const rows = new Map(state.folders.map((folder, row) => [folder, row]));
  const known = runs.flatMap((run) => {
    const row = rows.get(run.folder);
    return row === undefined ? [] : [{ ...run, row }];
  });
  const groups = [...state.groups];
  for (const { row, group } of known) groups[row] = group;
  const cells = new Map(state.cells);
  state.columns.forEach(({ key }, c) => {
    const changed = known.filter(
      ({ row, cells: packed }) => !Object.is(cellOf(state, key, row), unpackCell(packed[c])),
    );
    if (changed.length === 0) return;
    const before = state.folders.map((_, row) => cellOf(state, key, row));
    for (const { row, cells: packed } of changed) before[row] = unpackCell(packed[c]);
    cells.set(key, { cells: before });
  });
  return { ...state, cells, groups };
}

/** Returns a function that reads the cells of a column by row, faster than `cellOf` for many rows. */
export function cellsOf({ cells }: Pick<TableState, "cells">, key: string): (row: number) => Cell {
  const column = cells.get(key);
  if (!column) return () => undefined;
  if ("numbers" in column) return (row) => numberAt(column, row);
  if ("same" in column) return () => column.same;
  return (row) => column.cells[row];
}

export function cellOf({ cells }: Pick<TableState, "cells">, key: string, row: number): Cell {
  const column = cells.get(key);
  if (!column) return undefined;
  if ("numbers" in column) return numberAt(column, row);
  return "same" in column ? column.same : column.cells[row];
}

function numberAt({ numbers, words }: NumberColumn, row: number): Cell {
  const number = numbers[row];
  return Number.isNaN(number) ? undefined : words ? words[number] : number;
}

/** Returns true if all runs have the same value in a column. */
export function isConstant({ cells, folders }: TableState, key: string): boolean {
  const column = cells.get(key);
  if (!column || "same" in column) return true;
  if ("numbers" in column) return column.numbers.every((number) => Object.is(number, column.numbers[0]));
  return folders.length > 0 && column.cells.every((cell) => Object.is(cell, column.cells[0]));
}
