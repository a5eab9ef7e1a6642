/** The run that a person names: by its folder, or by its id alone where the runs folder is known. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function findRun(name: string, runsDir = ".matrix-network"): string {
  if (existsSync(name) || !existsSync(runsDir)) return name;
  const found = readdirSync(runsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((network) => join(runsDir, network.name, name))
    .find((folder) => existsSync(folder));
  return found ?? name;
}
