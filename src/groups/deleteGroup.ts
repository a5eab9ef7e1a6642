/** Deletes a group folder with all its trials: atomically for readers, and never under a worker. */
import { rename, rm } from "node:fs/promises";
import { NetworkError } from "../core/errors";
import { deletionFolder } from "../runs/deleteRun";
import { about } from "../runs/errors";
import { patiently } from "../runs/patiently";
import { groupHolder } from "./holder";

/** Deletes a group; throws NetworkError of kind "run", also, without deleting, while a process trains it. */
export async function deleteGroup(folder: string): Promise<void> {
  await refuseIfHeld(folder);
  const gone = deletionFolder(folder);
  await about(folder, () => patiently(() => rename(folder, gone)));
  await about(folder, () => patiently(() => rm(gone, { recursive: true, force: true })));
}

/** Throws if a process trains the group. A damaged group may be deleted: it cannot be trained. */
export async function refuseIfHeld(folder: string): Promise<void> {
  const holder = await groupHolder(folder).catch(() => undefined);
  if (!holder) return;
  const { host } = holder;
  throw host === undefined
    ? new NetworkError("group-held/here", { folder })
    : new NetworkError("group-held/elsewhere", { folder, host });
}
