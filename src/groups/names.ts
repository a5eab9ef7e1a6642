/**
 * The names in a group folder: `<runs>/<config stem>/<kind>-<UTC>-<4 hex>/` holds many trainings of one config. None of
 * its trials has a name of a run where lists of runs look, so none of them is in such a list.
 */
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "../runs/errors";
import { newRunId } from "../runs/folders";

/** A sweep tries settings, folds train one network for each part of the data that is left out. */
export const groupKinds = ["sweep", "folds"] as const;
export type GroupKind = (typeof groupKinds)[number];

/** sweep-20261124T134501Z-3fa9 */
export const newGroupId = (kind: GroupKind, created: Date): string => `${kind}-${newRunId(created)}`;

const idPattern = new RegExp(`^(?:${groupKinds.join("|")})-\\d{8}T\\d{6}Z-[0-9a-f]{4}$`);
export const isGroupId = (name: string): boolean => idPattern.test(name);

export const groupFile = (group: string): string => join(group, "group.json");

const padded = (number: number, digits: number): string => String(number).padStart(digits, "0");

export const trialsFolder = (group: string): string => join(group, "trials");
export const trialFolder = (group: string, trial: number): string => join(trialsFolder(group), padded(trial, 6));
/** An ordinary run folder. */
export const runOfTrial = (group: string, trial: number): string => join(trialFolder(group, trial), "run");
/** The group whose folder a trial's run is in, as its place says; undefined where it is no trial's. */
export function groupOfTrialRun(run: string): string | undefined {
  const group = dirname(dirname(dirname(run)));
  const trial = Number(basename(dirname(run)));
  return Number.isInteger(trial) && run === runOfTrial(group, trial) ? group : undefined;
}
/** Which trial's run it is, as its place says; undefined where it is none. */
export const numberOfTrialRun = (run: string): number | undefined =>
  groupOfTrialRun(run) === undefined ? undefined : Number(basename(dirname(run)));
export const resultFile = (group: string, trial: number): string => join(trialFolder(group, trial), "result.json");

export const generationsFolder = (group: string): string => join(group, "generations");
export const generationFile = (group: string, generation: number): string =>
  join(generationsFolder(group), `${padded(generation, 4)}.json`);

export const indexFile = (group: string): string => join(group, "index.jsonl");
export const optunaFile = (group: string): string => join(group, "optuna.log");

/** Files and folders; none where there is no such folder. */
const entriesIn = (folder: string) =>
  about(folder, async () => {
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });

/** Names of files and folders; none where there is no such folder. */
export const namesIn = async (folder: string): Promise<string[]> => (await entriesIn(folder)).map(({ name }) => name);

export const foldersIn = async (folder: string): Promise<string[]> =>
  (await entriesIn(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** The numbers that names in a folder hold; none where there is no such folder. */
export const numbersIn = async (folder: string, pattern: RegExp): Promise<number[]> =>
  (await namesIn(folder)).flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
