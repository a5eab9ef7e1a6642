/** The run that a person names: by its folder, or by its id alone where the runs folder is known. */
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

/** The same, of a group of folds its last network; says so. Throws a NetworkError of kind "run" where it has none. */
export function findTrainedRun(name: string, runsDir?: string): string {
  const folder = findRun(name, runsDir);
  const run = runOfFolder(folder);
  if (isGroupFolder(folder)) console.error(`${folder}: its network that learned all examples, final`);
  return run;
}
