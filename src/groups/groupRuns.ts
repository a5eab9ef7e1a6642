/** The runs of a group, for lists of runs: those of its trials, and the last network of folds. */

import { basename, dirname, resolve } from "node:path";
import { mapInBatches } from "../runs/mapInBatches";
import { type RunSummary, readIfRun, readRun } from "../runs/summary";
import { finalFolder, groupOfRun, nameOfRun } from "./finalRun";
import { groupOfTrialRun, namesIn, runOfTrial, trialsFolder } from "./names";

export interface GroupRuns {
  /** Runs by trial number, the last network at the end. */
  readonly runs: RunSummary[];
  /** Number of trials without a run: they failed before training, or were not started. */
  readonly without: number;
}

/** Number of runs read concurrently. */
const concurrency = 8;

export async function listGroupRuns(group: string): Promise<GroupRuns> {
  const found = await mapInBatches(await memberFolders(group), concurrency, named);
  const runs = found.filter((run) => run !== undefined);
  return { runs, without: found.slice(0, -1).filter((run) => run === undefined).length };
}

/** Returns the possible run folders of a group, in that order. */
export async function memberFolders(group: string): Promise<string[]> {
  const names = (await namesIn(trialsFolder(group))).filter((name) => /^\d{6,}$/.test(name));
  const numbers = names.map(Number).sort((a, b) => a - b);
  return [...numbers.map((trial) => runOfTrial(group, trial)), finalFolder(group)];
}

/** Reads a run; throws NetworkError of kind "run". */
export const readMemberRun = async (folder: string): Promise<RunSummary> => inItsGroup(await readRun(folder));

async function named(folder: string): Promise<RunSummary | undefined> {
  const run = await readIfRun(folder);
  return run && inItsGroup(run);
}

/** Adds the group to names that repeat between groups: "iris", "sweep-20261124T134501Z-3fa9/trials/000000/run". */
function inItsGroup(run: RunSummary): RunSummary {
  const folder = resolve(run.folder);
  const { network, run: id } = nameOfRun(folder);
  const group = groupOfRun(folder);
  const trial = groupOfTrialRun(folder) === undefined ? {} : { trial: Number(basename(dirname(folder))) };
  return { ...run, network, id, ...(group !== undefined && { group: basename(group), ...trial }) };
}
