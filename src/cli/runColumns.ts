/** `runs --columns --filter --sort --csv`: runs as a table with the requested columns. */
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import type { Cell, RunColumn } from "../protocol/runsTable";
import type { RunSummary } from "../runs/summary";
import { columnsOf } from "../runs/table/columns";
import { csvOf } from "../runs/table/csv";
import type { RunRow } from "../runs/table/row";
import { filterRows, keyOf, readRows, sortRows } from "../runs/table/rows";
import { duration, percent } from "./report/formatting";

export interface ColumnOptions {
  columns?: string;
  filter?: string;
  sort?: string;
  csv?: boolean;
}

export const columnOptions = (command: Command): Command =>
  command
    .option("--columns <names>", "columns to show: settings by their path or its end, metrics, state, …")
    .option(
      "--filter <expression>",
      'only runs that match an expression: "validationAccuracy > 0.97 && learningRate < 0.1"',
    )
    .option("--sort <names>", "sort by these columns; -NAME sorts in descending order")
    .option("--csv", "print comma-separated values; without --columns, of all columns");

/** Throws a NetworkError if options exclude each other. */
export function refuseTogether(
  { columns, filter, sort, csv, prune }: ColumnOptions & { prune?: boolean },
  json = false,
): void {
  const given = Object.entries({ columns, filter, sort, csv }).find(([, value]) => value !== undefined)?.[0];
  const refuse = (option: string, other: string) => {
    const reason = `cannot be combined with ${other}; leave out one of them`;
    throw new NetworkError("bad-option/overrides", { option, reason });
  };
  if (prune && given) refuse(`--${given}`, "--prune");
  if (csv && json) refuse("--csv", "--json");
}

export interface Selected {
  readonly runs: RunSummary[];
  /** Undefined if no columns were requested. */
  readonly table?: { readonly columns: readonly RunColumn[]; readonly rows: readonly RunRow[] };
}

/** Filters and sorts runs. Reads whole metrics files only if a column needs them. Throws a NetworkError. */
export async function selectRuns(runs: RunSummary[], { columns, filter, sort, csv }: ColumnOptions): Promise<Selected> {
  if (columns === undefined && filter === undefined && sort === undefined && !csv) return { runs };
  const all = await readRows(runs);
  const known = columnsOf(all);
  const keys = known.map(({ key }) => key);
  const kept = filter === undefined ? all : filterRows(all, filter, keys);
  const rows = sort === undefined ? kept : sortRows(kept, namesIn(sort, "--sort"), keys);
  const byFolder = new Map(runs.map((run) => [run.folder, run]));
  const selected = rows.map(({ folder }) => byFolder.get(folder) as RunSummary);
  if (columns === undefined && !csv) return { runs: selected };
  const shown =
    columns === undefined ? keys : namesIn(columns, "--columns").map((name) => keyOf(name, keys, "--columns"));
  const byKey = new Map(known.map((column) => [column.key, column]));
  return { runs: selected, table: { columns: shown.map((key) => byKey.get(key) as RunColumn), rows } };
}

/** Commas in brackets are part of a name: `data.classWeights["a, b"]`. */
function namesIn(text: string, option: string): string[] {
  const parts = text.match(/(?:\["(?:[^"\\]|\\.)*"\]|[^,])+/g) ?? [];
  const names = parts.map((name) => name.trim()).filter(Boolean);
  if (names.length > 0) return names;
  const reason = `names no column; give names with commas between, or leave ${option} out`;
  throw new NetworkError("bad-option/overrides", { option, reason });
}

type Table = NonNullable<Selected["table"]>;

export const tableAsCsv = ({ columns, rows }: Table): string => {
  const keys = columns.map(({ key }) => key);
  return csvOf(
    keys,
    rows.map(({ cells }) => keys.map((key) => cells[key])),
  );
};

/** Returns JSON lines: the run folder, then the columns that the run has. */
export const tableAsJson = ({ columns, rows }: Table): string[] =>
  rows.map(({ folder, cells }) =>
    JSON.stringify({ folder, ...Object.fromEntries(columns.map(({ key }) => [key, cells[key]])) }),
  );

/** Titles are the names that a filter accepts. */
export const tableAsText = ({ columns, rows }: Table): string[][] => [
  columns.map(({ key }) => key),
  ...rows.map(({ cells }) => columns.map((column) => cellText(column, cells[column.key]))),
];

function cellText({ unit, kind }: RunColumn, cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number" && Number.isFinite(cell)) {
    if (unit === "share") return percent(cell);
    if (unit === "seconds") return duration(cell);
    return kind === "figure" && !Number.isInteger(cell) ? cell.toPrecision(4) : String(cell);
  }
  return typeof cell === "object" ? cell.join(", ") : String(cell).replace(/\s+/g, " ");
}
