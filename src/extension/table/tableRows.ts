/** The rows of all runs of the workspace for the page: first all of them, then changes. */
import type { Cell, PackedColumn, RunColumn, RunsTableHostMessage, SeedGroup } from "../../protocol/runsTable";
import { packCell } from "../../protocol/runsTable";
import { columnsOf, rowOf } from "../../runs/table/columns";
import type { RunRow } from "../../runs/table/row";
import { seedGroupOf } from "../../runs/table/seeds";
import type { Run, WorkspaceNetworks } from "../workspace/networks";
import type { GroupRuns } from "./groupRuns";
import type { LongRuns } from "./longRuns";

type Everything = Omit<Extract<RunsTableHostMessage, { type: "runs" }>, "trusted">;
type Changes = Extract<RunsTableHostMessage, { type: "changed" }>;

interface Sent extends RunRow {
  readonly group: SeedGroup;
}

export class TableRows {
  private sent = new Map<string, Sent>();
  private columns: RunColumn[] = [];
  /** Stable numbers of groups. */
  private readonly groups = new Map<string, number>();

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly groupRuns: GroupRuns,
    private readonly longRuns: LongRuns,
  ) {}

  /** Returns a run of the workspace, including those in groups. */
  run(folder: string): Run | undefined {
    return this.networks.run(folder) ?? this.groupRuns.run(folder);
  }

  row(folder: string): RunRow | undefined {
    return this.sent.get(folder);
  }

  /** Returns all rows and columns. */
  all(): Everything {
    const rows = this.runs().map((run) => this.rowOf(run));
    this.sent = new Map(rows.map((row) => [row.folder, row]));
    this.columns = columnsOf(rows);
    return {
      type: "runs",
      columns: this.columns,
      folders: rows.map(({ folder }) => folder),
      cells: this.columns.map(({ key }) => packed(rows.map(({ cells }) => cells[key]))),
      groups: rows.map(({ group }) => group),
    };
  }

  /**
   * Returns the changes of these runs, or of all of them, since they were sent.
   * @returns undefined if nothing has changed
   */
  changes(folders: readonly string[] | undefined): Everything | Changes | undefined {
    const runs = folders ? folders.map((folder) => this.run(folder)) : this.runs();
    const isListed = folders !== undefined || runs.length === this.sent.size;
    const rows = runs.flatMap((run) => (run ? [this.rowOf(run)] : []));
    if (!isListed || rows.length < runs.length || rows.some((row) => !this.sent.has(row.folder))) return this.all();
    const keys = this.columns.map(({ key }) => key);
    const known = new Set(keys);
    const isNew = ({ cells }: Sent) => {
      for (const key in cells) if (cells[key] !== undefined && !known.has(key)) return true;
      return false;
    };
    if (rows.some(isNew)) return this.all();
    const changed = rows.filter((row) => !isSame(row, this.sent.get(row.folder) as Sent, keys));
    if (changed.length === 0) return undefined;
    for (const row of changed) this.sent.set(row.folder, row);
    const cellsOf = ({ cells }: Sent) => this.columns.map(({ key }) => packCell(cells[key]));
    return {
      type: "changed",
      runs: changed.map((row) => ({ folder: row.folder, cells: cellsOf(row), group: row.group })),
    };
  }

  /** Returns each run once: configs of one name may share a folder of runs. */
  private runs(): Run[] {
    const all = [...this.networks.all.flatMap(({ runs }) => runs), ...this.groupRuns.all];
    return [...new Map(all.map((run) => [run.folder, run])).values()];
  }

  private rowOf(run: Run): Sent {
    const { measured, problem } = this.longRuns.of(run);
    const shown = problem === undefined || run.problem !== undefined ? run : { ...run, problem };
    const group = seedGroupOf(run, measured);
    return { ...rowOf(shown, measured), group: group === undefined ? null : this.numberOf(group) };
  }

  private numberOf(group: string): number {
    const number = this.groups.get(group) ?? this.groups.size;
    this.groups.set(group, number);
    return number;
  }
}

function packed(cells: readonly Cell[]): PackedColumn {
  const [first] = cells;
  return cells.length > 0 && cells.every((cell) => isSameCell(cell, first))
    ? { same: packCell(first) }
    : { cells: cells.map(packCell) };
}

const isSame = (a: Sent, b: Sent, keys: readonly string[]): boolean =>
  a.group === b.group && keys.every((key) => isSameCell(a.cells[key], b.cells[key]));

const isSameCell = (a: Cell, b: Cell): boolean =>
  Object.is(a, b) || (typeof a === "object" && typeof b === "object" && a.join("\n") === b.join("\n"));
