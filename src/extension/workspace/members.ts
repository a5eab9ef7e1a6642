/** Runs in groups, which no list of runs has: found by their folder, where a command or a panel names one. */
import { Uri } from "vscode";
import { groupOfRun } from "../../groups/finalRun";
import { readMemberRun } from "../../groups/groupRuns";
import { readManifest } from "../../runs/manifest";
import type { Run, WorkspaceNetworks } from "./networks";

/** Undefined of a folder that is no run in a group. Throws NetworkError of kind "run" where it cannot be read. */
export async function findMember(folder: string, networks: WorkspaceNetworks): Promise<Run | undefined> {
  const group = groupOfRun(folder);
  if (group === undefined) return undefined;
  const run = await readMemberRun(folder);
  const network = networks.all.find(({ groups }) => groups.includes(group));
  const config = network?.config ?? Uri.file((await readManifest(folder)).configPath);
  return { ...run, config };
}
