/** The run of the network that learned all examples, after the folds: what a group of folds predicts with. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { NetworkError } from "../core/errors";
import { createdFrom } from "../runs/folders";
import { groupFile, groupOfTrialRun, isGroupId, namesIn, trialsFolder } from "./names";

export const finalFolder = (group: string): string => join(group, "final");

export const isGroupFolder = (folder: string): boolean => existsSync(groupFile(folder));

/** The group that a run folder is a part of: of a trial's run, and of the last network. */
export function groupOfRun(folder: string): string | undefined {
  const run = resolve(folder);
  const group = groupOfTrialRun(run) ?? dirname(run);
  return isGroupFolder(group) ? group : undefined;
}

/**
 * What a run is of, what it is called there, and when it was begun: "iris" and "20261124T134501Z-3fa9", or
 * "folds-20261124T134501Z-3fa9/final". By the names alone.
 */
export function nameOfRun(folder: string): { network: string; run: string; created: Date } {
  const names = resolve(folder).split(sep);
  const at = names.findLastIndex(isGroupId);
  const name = names.slice(at < 0 ? -1 : at);
  const network = names[names.length - name.length - 1] ?? "";
  return { network, run: name.join("/"), created: at < 0 ? createdFrom(name[0]) : createdOf(name[0]) };
}

/**
 * The last network of the newest group of folds.
 * @param folder of the runs of a config; @param since when the group was begun at the earliest, to the second
 */
export async function newestFinal(folder: string, since: Date): Promise<string | undefined> {
  const groups = (await namesIn(folder)).filter((name) => isGroupId(name) && name.startsWith("folds-"));
  const newest = groups.sort().at(-1);
  if (newest === undefined || createdOf(newest).getTime() < Math.floor(since.getTime() / 1000) * 1000) return undefined;
  const final = finalFolder(join(folder, newest));
  return existsSync(join(final, "manifest.json")) ? final : undefined;
}

/** When a group was begun, from its name. */
const createdOf = (group: string): Date => createdFrom(group.replace(/^[a-z]+-/, ""));

/**
 * The run that a folder stands for: itself, or of a group its last network. Throws a NetworkError of kind "run" where
 * the group has none.
 */
export function runOfFolder(folder: string): string {
  if (!isGroupFolder(folder)) return folder;
  if (hasFinalRun(folder)) return finalFolder(folder);
  const { kind, plan } = glance(groupFile(folder));
  if (kind === "sweep") throw new NetworkError("group-is-sweep", { folder });
  if (plan?.refit === false) throw new NetworkError("group-no-final/refit", { folder });
  const trials = readIfThere(trialsFolder(folder));
  const failed = trials.find((trial) => glance(join(trialsFolder(folder), trial, "result.json")).state === "failed");
  if (failed !== undefined) throw new NetworkError("group-no-final/failed", { folder, trial: failed });
  throw new NetworkError("group-no-final", { folder });
}

export const hasFinalRun = (group: string): boolean => existsSync(join(finalFolder(group), "manifest.json"));

/** Of a file of a group, for an error; whoever wants it for more reads it with its checksum. */
function glance(file: string): { kind?: string; plan?: { refit?: boolean }; state?: string } {
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
