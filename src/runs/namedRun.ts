/** Finds the run in a config's `training.start`: by its folder, or by its name among the runs of all networks. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Returns the run's path, or the expected path if there is none. @param folder of the config, base of relative paths
 */
export function findNamedRun(run: string, folder: string, runsDir = join(folder, ".matrix-network")): string {
  const path = resolve(folder, run);
  if (existsSync(path) || !existsSync(runsDir)) return path;
  const networks = readdirSync(runsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return networks.map(({ name }) => join(runsDir, name, run)).find((found) => existsSync(found)) ?? path;
}
