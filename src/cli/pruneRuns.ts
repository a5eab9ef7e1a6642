/**
 * `runs --prune`: lists the runs that a rule removes, with the disk usage of each and the reason; with --yes it deletes
 * them.
 */
import { relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { type CleanUpGroup, findGroupsToCleanUp, removeGroups, watchUncertainGroups } from "../groups/cleanUp";
import { visibleText } from "../messages/visibleText";
import {
  type CleanUp,
  type CleanUpRun,
  deleteLeftover,
  findCleanUp,
  isUncertain,
  type Leftover,
  removeRuns,
  watchUncertain,
} from "../runs/cleanUp";
import type { KeptBecause, PruneRule } from "../runs/prune";
import { formatBytes } from "../runs/runSize";
import { parseAge, parseWhole } from "../trainer/process/options";
import { refusing } from "./commonOptions";
import { reportFailure } from "./failures";
import { colors } from "./report/colors";

export interface PruneOptions extends PruneRule {
  prune?: boolean;
  yes?: boolean;
}

export const pruneOptions = (command: Command): Command =>
  command
    .option(
      "--prune",
      "list runs, groups and leftovers of killed processes that can be deleted, by --keep and --older-than",
    )
    .option(
      "--keep <n>",
      "with --prune: keep the newest n runs and the newest n groups of each network",
      refusing(parseWhole),
    )
    .option(
      "--older-than <age>",
      "with --prune: keep what was trained within this time, such as 12h, 30d or 2w",
      refusing(parseAge),
    )
    .option("--yes", "with --prune: delete them");

/** Throws a NetworkError if an option has no effect. */
export function refuseWithoutPrune({ keep, olderThan, yes }: PruneOptions): void {
  const given = { "--keep": keep, "--older-than": olderThan, "--yes": yes };
  const option = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (option !== undefined) throw new NetworkError("bad-option/without-prune", { option });
}

export async function pruneRuns(runsDir: string, options: PruneOptions, json = false): Promise<void> {
  const { yes = false, keep, olderThan } = options;
  if (keep === undefined && olderThan === undefined) throw new NetworkError("bad-option/prune", {});
  const rule = { keep, olderThan };
  const found = await find(runsDir, rule, yes);
  const outcomes = yes ? await removeAll(runsDir, found) : new Map<string, Outcome>();
  const lines = [
    ...found.runs.map((run) => runLine(run, rule)),
    ...found.groups.map((group) => groupLine(group, rule)),
    ...found.leftovers.map(leftoverLine),
  ].map((line) => ({ ...line, ...outcomes.get(line.path) }));
  const gone = lines.filter(({ kept }) => kept === undefined);
  const bytes = gone.reduce((sum, line) => sum + (line.failed ? 0 : line.bytes), 0);
  if (json) {
    for (const { kept, ...line } of lines) {
      const deleted = yes && kept === undefined && !line.failed;
      console.log(JSON.stringify({ ...line, ...(kept && { kept }), deleted }));
    }
    console.log(JSON.stringify({ bytes, deleted: yes }));
  } else if (lines.length === 0) console.log(`nothing to delete in ${runsDir}`);
  else console.log([...table(lines, yes), summary(bytes, gone.length, yes)].join("\n"));
}

/** Before deletion, locks of other machines are observed: their processes may have ended. */
async function find(runsDir: string, rule: PruneRule, yes: boolean): Promise<Found> {
  const found = { ...(await findCleanUp(runsDir, rule)), groups: await findGroupsToCleanUp(runsDir, rule) };
  const uncertain = [...found.runs, ...found.groups].flatMap(({ kept }) => (kept && "host" in kept ? [kept.host] : []));
  if (!yes || uncertain.length === 0) return found;
  const isLong = found.groups.some(({ kept }) => kept && "host" in kept);
  const time = isLong ? "two minutes" : "a minute";
  console.error(`watching for ${time} whether runs are still in use on ${[...new Set(uncertain)].join(", ")}`);
  const [runs, groups] = await Promise.all([
    found.runs.some(isUncertain) ? watchUncertain(runsDir, found.runs) : found.runs,
    isLong ? watchUncertainGroups(runsDir, found.groups, {}, setTimeout) : found.groups,
  ]);
  return { ...found, runs, groups };
}

interface Found extends CleanUp {
  readonly groups: readonly CleanUpGroup[];
}

/** The outcome of an attempted deletion. */
interface Outcome {
  kept?: string;
  failed?: true;
}

/** Reports what cannot be deleted, and deletes the others all the same. */
async function removeAll(runsDir: string, { runs, groups, leftovers }: Found): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const fail = (path: string, error: unknown) => {
    process.exitCode = reportFailure(error);
    outcomes.set(path, { failed: true });
  };
  const free = runs.filter(({ kept }) => kept === undefined).map(({ run }) => run);
  for (const { run, kept, error } of await removeRuns(runsDir, free, {})) {
    if (kept) outcomes.set(run.folder, { kept: keptText(kept, run) });
    if (error) fail(run.folder, error);
  }
  const freeGroups = groups.filter(({ kept }) => kept === undefined).map(({ run }) => run);
  for (const { run: group, kept, error } of await removeGroups(runsDir, freeGroups, {})) {
    if (kept) outcomes.set(group.folder, { kept: keptText(kept, group) });
    if (error) fail(group.folder, error);
  }
  for (const leftover of leftovers) {
    await deleteLeftover(leftover).catch((error: unknown) => fail(leftover.path, error));
  }
  return outcomes;
}

interface Line extends Outcome {
  path: string;
  kind: "run" | "group" | "leftover";
  bytes: number;
  why: string;
}

function runLine({ run, rank, age, kept }: CleanUpRun, { keep, olderThan }: PruneRule): Line {
  const { folder: path, network, bytes } = run;
  const reasons = [
    ...(keep === undefined ? [] : [`number ${rank} of ${network} from the newest`]),
    ...(olderThan === undefined ? [] : [`trained ${ageText(age)} ago`]),
  ];
  return { path, kind: "run", bytes, why: reasons.join(", "), ...(kept && { kept: keptText(kept, run) }) };
}

/** Includes the number of trials, which are deleted with the group. */
function groupLine({ run, rank, age, kept }: CleanUpGroup, { keep, olderThan }: PruneRule): Line {
  const { folder: path, network, bytes, trials } = run;
  const reasons = [
    `a group with ${trials === 1 ? "1 trial" : `${trials} trials`}`,
    ...(keep === undefined ? [] : [`number ${rank} of the groups of ${network} from the newest`]),
    ...(olderThan === undefined ? [] : [`trained ${ageText(age)} ago`]),
  ];
  return { path, kind: "group", bytes, why: reasons.join(", "), ...(kept && { kept: keptText(kept, run) }) };
}

const leftoverLine = ({ path, bytes }: Leftover): Line => ({
  path,
  kind: "leftover",
  bytes,
  why: "left by a process that was killed",
});

function ageText(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3_600_000);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

function keptText(kept: KeptBecause, run: { problem?: string } | { problem?: string; trials: number }): string {
  const { problem = "" } = run;
  switch (kept.because) {
    case "pinned":
      return "it is pinned";
    case "damaged-label":
      return "its label.json cannot be read, and may pin it";
    case "running":
      return kept.host === undefined
        ? "it is being trained"
        : `it is being trained on ${kept.host}, according to its ${"trials" in run ? "claim" : "lock"}`;
    case "compared":
      return kept.host === undefined
        ? "it is being compared in VS Code"
        : `it is being compared in VS Code on ${kept.host}, according to .compared`;
    case "unreadable":
      return `it cannot be read (${problem.split("; ", 1)[0]}); delete its folder manually if it is not needed`;
    case "started-from":
      return `${kept.by} starts from it`;
  }
}

function table(lines: readonly Line[], yes: boolean): string[] {
  const rows = lines.map(({ path, bytes, why, kept, failed }) => {
    const what = kept !== undefined ? "keep" : failed ? "failed" : yes ? "deleted" : "delete";
    const place = relative(process.cwd(), path) || ".";
    return [what, formatBytes(bytes), place, kept === undefined ? why : `${why}; kept: ${kept}`].map(visibleText);
  });
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i === 1 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])));
    const line = cells.join("  ").trimEnd();
    return row[0] === "keep" ? colors.dim(line) : line;
  });
}

function summary(bytes: number, count: number, yes: boolean): string {
  if (yes) return `freed ${formatBytes(bytes)}`;
  if (count === 0) return "nothing would be deleted";
  return `would free ${formatBytes(bytes)}; nothing was deleted; add --yes to delete`;
}
