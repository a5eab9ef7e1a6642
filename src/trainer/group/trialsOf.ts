/** Returns the trials of each kind of group. */
import { readExtensions } from "../../groups/extensions";
import type { Group } from "../../groups/group";
import { FoldTrials } from "./foldTrials";
import type { GroupTrials } from "./groupTrials";
import { SweepTrials } from "./sweepTrials";

/** Throws a NetworkError of kind "run" if this version does not know the kind of the group. */
export async function trialsOf(group: Group, folder: string): Promise<GroupTrials> {
  if (group.kind === "folds") return new FoldTrials(group, folder);
  return new SweepTrials(group, folder, await readExtensions(folder));
}
