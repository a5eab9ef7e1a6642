/** Finds a run by its folder, or by its id alone in the runs folder. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isGroupFolder, runOfFolder } from "../groups/finalRun";

export function findRun(name: string, runsDir = ".matrix-network"): string {
  if (existsSync(name) || !existsSync(runsDir)) return name;
  const found = readdirSync(runsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((network) => join(runsDir, network.name, name))
    .find((folder) => existsSync(folder));
  return found ?? name;
}

/** As `findRun`; for folds their final network, with a note. Throws a NetworkError of kind "run" if it is missing. */
export function findTrainedRun(name: string, runsDir?: string): string {
  const folder = findRun(name, runsDir);
  const run = runOfFolder(folder);
  if (isGroupFolder(folder)) console.error(`${folder}: its network that learned all examples, final`);
  return run;
}
