/**
 * The names in a group folder: `<runs>/<config stem>/<kind>-<UTC>-<4 hex>/` has many trainings of one config. None of
 * its trials has a run's name at the depth where runs are listed, so lists omit them.
 */
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "../runs/errors";
import { newRunId } from "../runs/folders";

/** Kinds of groups: a sweep tries settings; folds train one network for each part of the data that is left out. */
export const groupKinds = ["sweep", "folds"] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Returns an id such as sweep-20261124T134501Z-3fa9. */
export const newGroupId = (kind: GroupKind, created: Date): string => `${kind}-${newRunId(created)}`;

const idPattern = new RegExp(`^(?:${groupKinds.join("|")})-\\d{8}T\\d{6}Z-[0-9a-f]{4}$`);
export const isGroupId = (name: string): boolean => idPattern.test(name);

export const groupFile = (group: string): string => join(group, "group.json");

const padded = (number: number, digits: number): string => String(number).padStart(digits, "0");

export const trialsFolder = (group: string): string => join(group, "trials");
export const trialFolder = (group: string, trial: number): string => join(trialsFolder(group), padded(trial, 6));
/** Returns the run folder of a trial, an ordinary one. */
export const runOfTrial = (group: string, trial: number): string => join(trialFolder(group, trial), "run");
/** Returns the group of a trial's run, from its path; undefined for other paths. */
export function groupOfTrialRun(run: string): string | undefined {
  const group = dirname(dirname(dirname(run)));
  const trial = Number(basename(dirname(run)));
  return Number.isInteger(trial) && run === runOfTrial(group, trial) ? group : undefined;
}
/** Returns the trial of a run, from its path; undefined for other paths. */
export const numberOfTrialRun = (run: string): number | undefined =>
  groupOfTrialRun(run) === undefined ? undefined : Number(basename(dirname(run)));
export const resultFile = (group: string, trial: number): string => join(trialFolder(group, trial), "result.json");

export const generationsFolder = (group: string): string => join(group, "generations");
export const generationFile = (group: string, generation: number): string =>
  join(generationsFolder(group), `${padded(generation, 4)}.json`);

export const indexFile = (group: string): string => join(group, "index.jsonl");
export const optunaFile = (group: string): string => join(group, "optuna.log");

/** Returns files and folders; none for a missing folder. */
const entriesIn = (folder: string) =>
  about(folder, async () => {
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });

/** Returns names of files and folders; none for a missing folder. */
export const namesIn = async (folder: string): Promise<string[]> => (await entriesIn(folder)).map(({ name }) => name);

export const foldersIn = async (folder: string): Promise<string[]> =>
  (await entriesIn(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** Returns the numbers in the names of a folder; none for a missing folder. */
export const numbersIn = async (folder: string, pattern: RegExp): Promise<number[]> =>
  (await namesIn(folder)).flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
