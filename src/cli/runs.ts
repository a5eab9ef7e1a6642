/** `runs [DIR]`: lists the runs of a folder, newest first, or as a table; with --prune, those that may be deleted. */
import { existsSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { metricOf, usualMetrics } from "../core/metricRegistry";
import { isGroupFolder } from "../groups/finalRun";
import { listGroupRuns } from "../groups/groupRuns";
import { listGroups } from "../groups/listGroups";
import type { Best } from "../protocol/events";
import { listRuns, type RunSummary } from "../runs/summary";
import { jsonOption, runsOption } from "./commonOptions";
import { type PruneOptions, pruneOptions, pruneRuns, refuseWithoutPrune } from "./pruneRuns";
import { alignColumns } from "./report/alignColumns";
import { colors } from "./report/colors";
import { counted, duration, percent } from "./report/formatting";
import {
  type ColumnOptions,
  columnOptions,
  refuseTogether,
  selectRuns,
  tableAsCsv,
  tableAsJson,
  tableAsText,
} from "./runColumns";

export function addRuns(program: Command): void {
  jsonOption(runsOption(pruneOptions(columnOptions(program.command("runs")))))
    .description("list the runs of a folder, or of a group")
    .argument("[dir]", "folder that contains configs or runs, or the folder of a sweep or of folds", ".")
    .action(async (dir: string, { runs: runsDir, json, ...options }: Options) => {
      const folder = runsDir ?? runsFolder(dir);
      refuseTogether(options, json);
      if (options.prune && isGroupFolder(folder)) throw new NetworkError("runs-prune-group", { folder });
      if (options.prune) return pruneRuns(folder, options, json);
      refuseWithoutPrune(options);
      refuseIfNoFolder(folder);
      const all = await listed(folder);
      const { runs, table } = await selectRuns(all, options);
      if (options.csv && table) process.stdout.write(tableAsCsv(table));
      else if (json) for (const line of table ? tableAsJson(table) : runs.map(runAsJson)) console.log(line);
      else if (runs.length === 0) console.log(all.length > 0 ? noneOf(all.length) : `no runs in ${folder}`);
      else if (table) console.log(aligned(tableAsText(table)).join("\n"));
      else console.log([...summaryTable(runs), ...aboutHosts(runs)].join("\n"));
      const groups = await listGroups(folder);
      if (!json && !options.csv) for (const line of aboutGroups(groups)) console.log(line);
      else if (groups.length > 0) console.error(`${folder}: ${counted(groups.length, "group")} left out: ${runsOfOne}`);
      for (const { damage } of all) if (damage !== undefined) console.error(damage);
    });
}

const runAsJson = ({ trained, damage, measured, sources, ...run }: RunSummary): string => JSON.stringify(run);

const noneOf = (count: number) => `none of ${count} runs matches the filter`;

interface Options extends PruneOptions, ColumnOptions {
  runs?: string;
  json?: boolean;
}

/** Returns the runs of a folder of runs, or of a group. */
async function listed(folder: string): Promise<RunSummary[]> {
  if (!isGroupFolder(folder)) return listRuns(folder);
  const { runs, without } = await listGroupRuns(folder);
  const begun = "not started, or failed before training";
  if (without > 0) console.error(`${folder}: ${counted(without, "trial")} left out, without a run: ${begun}`);
  return runs;
}

const runsOfOne = "runs GROUP lists the trainings of one";

/** Throws a NetworkError for a missing folder: a mistyped name is not an empty folder. */
function refuseIfNoFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new NetworkError("runs-folder", { folder });
  if (!found.isDirectory()) throw new NetworkError("runs-folder/file", { file: folder });
}

/** Returns the folder .matrix-network if it is beside configs. */
function runsFolder(dir: string): string {
  const beside = join(dir, ".matrix-network");
  return basename(dir) === ".matrix-network" || !existsSync(beside) ? dir : beside;
}

function summaryTable(runs: RunSummary[]): string[] {
  const titles = ["network", "name", "state", "epochs", "best", "time", "run"];
  const all = [titles, ...runs.map(cells)];
  // Most runs have no name.
  return aligned(runs.some(({ name, pinned }) => name ?? pinned) ? all : all.map((row) => row.toSpliced(1, 1)));
}

/** Aligns columns of texts; the first row has the titles. */
const aligned = (rows: readonly string[][]): string[] =>
  alignColumns(rows).map((line, i) => (i === 0 ? colors.dim(line) : line));

const cells = (run: RunSummary): string[] => [
  run.network,
  [run.pinned ? "★" : "", run.name].filter(Boolean).join(" "),
  run.host === undefined ? run.state : `${run.state} (on ${run.host})`,
  `${run.epoch}/${run.epochs}`,
  run.best ? bestOf(run.best) : "",
  duration(run.seconds),
  relative(process.cwd(), run.folder) || ".",
];

/** Returns a note about what a single look at a lock cannot determine. */
const aboutHosts = (runs: RunSummary[]): string[] =>
  runs.some(({ host }) => host !== undefined)
    ? [
        "",
        "on a host: the lock is from another machine, or from before this one was restarted; resume watches it for a minute",
      ]
    : [];

/** Returns a list of groups, whose trainings are not among the runs above. */
const aboutGroups = (groups: string[]): string[] =>
  groups.length > 0
    ? [
        "",
        `groups (${runsOfOne}; sweep or verify a sweep, evaluate folds):`,
        ...groups.map((group) => relative(process.cwd(), group)),
      ]
    : [];

/** Returns the value, with the metric's name if the task does not already imply it. */
function bestOf({ metric, value }: Best): string {
  const known = metricOf(metric);
  if (!known) return "";
  const figure = known.format === "percent" ? percent(value) : value.toPrecision(4);
  return usualMetrics.some((name) => name === metric) ? figure : `${known.short} ${figure}`;
}
