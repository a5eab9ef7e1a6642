/** The run of the network trained on all examples, after the folds, which a group of folds uses for predictions. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { NetworkError } from "../core/errors";
import { createdFrom } from "../runs/folders";
import { groupFile, groupOfTrialRun, isGroupId, namesIn, trialsFolder } from "./names";

export const finalFolder = (group: string): string => join(group, "final");

export const isGroupFolder = (folder: string): boolean => existsSync(groupFile(folder));

/** Returns the group of a run folder, if it is a trial's run or the last network. */
export function groupOfRun(folder: string): string | undefined {
  const run = resolve(folder);
  const group = groupOfTrialRun(run) ?? dirname(run);
  return isGroupFolder(group) ? group : undefined;
}

/**
 * Returns a run's network, name and start, from its path alone: "iris" and "20261124T134501Z-3fa9", or
 * "folds-20261124T134501Z-3fa9/final".
 */
export function nameOfRun(folder: string): { network: string; run: string; created: Date } {
  const names = resolve(folder).split(sep);
  const at = names.findLastIndex(isGroupId);
  const name = names.slice(at < 0 ? -1 : at);
  const network = names[names.length - name.length - 1] ?? "";
  return { network, run: name.join("/"), created: at < 0 ? createdFrom(name[0]) : createdOf(name[0]) };
}

/**
 * Returns the last network of the newest group of folds.
 * @param folder of the runs of a config; @param since earliest start of the group, to the second
 */
export async function newestFinal(folder: string, since: Date): Promise<string | undefined> {
  const groups = (await namesIn(folder)).filter((name) => isGroupId(name) && name.startsWith("folds-"));
  const newest = groups.sort().at(-1);
  if (newest === undefined || createdOf(newest).getTime() < Math.floor(since.getTime() / 1000) * 1000) return undefined;
  const final = finalFolder(join(folder, newest));
  return existsSync(join(final, "manifest.json")) ? final : undefined;
}

/** Returns a group's start, from its name. */
const createdOf = (group: string): Date => createdFrom(group.replace(/^[a-z]+-/, ""));

/** Returns the run of a folder: itself, or a group's last network. Throws a NetworkError of kind "run" without one. */
export function runOfFolder(folder: string): string {
  if (!isGroupFolder(folder)) return folder;
  if (hasFinalRun(folder)) return finalFolder(folder);
  const { kind, plan } = readUnverified(groupFile(folder));
  if (kind === "sweep") throw new NetworkError("group-is-sweep", { folder });
  if (plan?.refit === false) throw new NetworkError("group-no-final/refit", { folder });
  const trials = readIfThere(trialsFolder(folder));
  const failed = trials.find(
    (trial) => readUnverified(join(trialsFolder(folder), trial, "result.json")).state === "failed",
  );
  if (failed !== undefined) throw new NetworkError("group-no-final/failed", { folder, trial: failed });
  throw new NetworkError("group-no-final", { folder });
}

export const hasFinalRun = (group: string): boolean => existsSync(join(finalFolder(group), "manifest.json"));

/** Reads a file of a group for an error message, without verifying its checksum. */
function readUnverified(file: string): { kind?: string; plan?: { refit?: boolean }; state?: string } {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function readIfThere(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
