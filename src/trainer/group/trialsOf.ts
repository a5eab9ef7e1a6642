/** The trials of each kind of group. */
import type { Group } from "../../groups/group";
import { FoldTrials } from "./foldTrials";
import type { GroupTrials } from "./groupTrials";
import { SweepTrials } from "./sweepTrials";

/** Throws NetworkError of kind "run" where the group is none that this version makes. */
export function trialsOf(group: Group, folder: string): GroupTrials {
  return group.kind === "folds" ? new FoldTrials(group, folder) : new SweepTrials(group, folder);
}
