/** The run that `training.start` of a config names: by its folder, or by its name among the runs of any network. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** @param folder of the config: relative paths start there. Where no such run is, the path that it would have. */
export function findNamedRun(run: string, folder: string, runsDir = join(folder, ".matrix-network")): string {
  const path = resolve(folder, run);
  if (existsSync(path) || !existsSync(runsDir)) return path;
  const networks = readdirSync(runsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return networks.map(({ name }) => join(runsDir, name, run)).find((found) => existsSync(found)) ?? path;
}
