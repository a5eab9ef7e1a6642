/** The groups in a folder of runs: sweeps and folds, which are no runs. */
import { join } from "node:path";
import { isGroupFolder } from "./finalRun";
import { foldersIn, isGroupId } from "./names";

/** Returns their folders, by network, newest first; none for a missing folder. */
export async function listGroups(runsDir: string): Promise<string[]> {
  const networks = (await foldersIn(runsDir)).sort();
  const found = await Promise.all(networks.map((network) => listGroupsOf(runsDir, network)));
  return found.flat();
}

/** Returns those of one network, newest first. */
export async function listGroupsOf(runsDir: string, network: string): Promise<string[]> {
  const folder = join(runsDir, network);
  const created = (name: string) => name.slice(name.indexOf("-"));
  const names = (await foldersIn(folder)).filter(isGroupId).sort((a, b) => (created(a) < created(b) ? 1 : -1));
  return names.map((name) => join(folder, name)).filter(isGroupFolder);
}
