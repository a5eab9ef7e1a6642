/** The trials of each kind of group. */
import { readExtensions } from "../../groups/extensions";
import type { Group } from "../../groups/group";
import { FoldTrials } from "./foldTrials";
import type { GroupTrials } from "./groupTrials";
import { SweepTrials } from "./sweepTrials";

/** Throws NetworkError of kind "run" where the group is none that this version makes. */
export async function trialsOf(group: Group, folder: string): Promise<GroupTrials> {
  if (group.kind === "folds") return new FoldTrials(group, folder);
  return new SweepTrials(group, folder, await readExtensions(folder));
}
