/** Runs in groups, which are in no list of runs: found by their folder, which a command or a panel passes. */
import { Uri } from "vscode";
import { groupOfRun } from "../../groups/finalRun";
import { readMemberRun } from "../../groups/groupRuns";
import { readManifest } from "../../runs/manifest";
import type { Run, WorkspaceNetworks } from "./networks";

/** Returns undefined if the folder is no run in a group. Throws NetworkError of kind "run" if it cannot be read. */
export async function findMember(folder: string, networks: WorkspaceNetworks): Promise<Run | undefined> {
  const group = groupOfRun(folder);
  if (group === undefined) return undefined;
  const run = await readMemberRun(folder);
  const network = networks.all.find(({ groups }) => groups.includes(group));
  const config = network?.config ?? Uri.file((await readManifest(folder)).configPath);
  return { ...run, config };
}
