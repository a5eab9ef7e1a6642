/** The run of the network that learned all examples, after the folds: what a group of folds predicts with. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { NetworkError } from "../core/errors";
import { groupFile } from "./names";

export const finalFolder = (group: string): string => join(group, "final");

export const isGroupFolder = (folder: string): boolean => existsSync(groupFile(folder));

/** What a run is of, and what it is called there: "iris" and "20261124T134501Z-3fa9", or "folds-…-3fa9/final". */
export function nameOfRun(folder: string): { network: string; run: string } {
  const run = resolve(folder);
  const parent = dirname(run);
  if (!isGroupFolder(parent)) return { network: basename(parent), run: basename(run) };
  return { network: basename(dirname(parent)), run: `${basename(parent)}/${basename(run)}` };
}

/**
 * The run that a folder stands for: itself, or of a group its last network. Throws a NetworkError of kind "run" where
 * the group has none.
 */
export function runOfFolder(folder: string): string {
  if (!isGroupFolder(folder)) return folder;
  const final = finalFolder(folder);
  if (existsSync(join(final, "manifest.json"))) return final;
  throw new NetworkError("group-no-final", { folder });
}
