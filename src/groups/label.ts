/** A user's annotations of a group, in a file like a run's (src/runs/label.ts): group.json never changes. */
import { type LabelChange, writeLabel } from "../runs/label";
import { readGroup } from "./group";

/** Changes the label; throws NetworkError of kind "run", also for a folder without a group. */
export async function changeGroupLabel(folder: string, change: LabelChange): Promise<void> {
  await readGroup(folder);
  await writeLabel(folder, change);
}
