/** What a person says of a group, in a file of its own as for a run (src/runs/label.ts): group.json never changes. */
import { type LabelChange, writeLabel } from "../runs/label";
import { readGroup } from "./group";

/** Throws NetworkError of kind "run", also where no group is. */
export async function changeGroupLabel(folder: string, change: LabelChange): Promise<void> {
  await readGroup(folder);
  await writeLabel(folder, change);
}
