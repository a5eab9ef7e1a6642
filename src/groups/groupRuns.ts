/** The runs of a group as a list of runs has them: those of its trials, and the last network of folds. */
import { inSteps } from "../runs/inSteps";
import { type RunSummary, readIfRun } from "../runs/summary";
import { finalFolder, nameOfRun } from "./finalRun";
import { namesIn, runOfTrial, trialsFolder } from "./names";

export interface GroupRuns {
  /** By number, the last network at the end. */
  readonly runs: RunSummary[];
  /** Trials that have no run: they failed before they trained, or nobody has begun to. */
  readonly without: number;
}

/** So many are read at a time. */
const atOnce = 8;

export async function listGroupRuns(group: string): Promise<GroupRuns> {
  const names = (await namesIn(trialsFolder(group))).filter((name) => /^\d{6,}$/.test(name));
  const numbers = names.map(Number).sort((a, b) => a - b);
  const found = await inSteps([...numbers.map((trial) => runOfTrial(group, trial)), finalFolder(group)], atOnce, named);
  const runs = found.filter((run) => run !== undefined);
  return { runs, without: found.slice(0, -1).filter((run) => run === undefined).length };
}

/** Their folders are called alike in all groups: "iris", and "sweep-20261124T134501Z-3fa9/trials/000000/run". */
async function named(folder: string): Promise<RunSummary | undefined> {
  const run = await readIfRun(folder);
  if (!run) return undefined;
  const { network, run: id } = nameOfRun(folder);
  return { ...run, network, id };
}
