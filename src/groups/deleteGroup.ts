/** Deletes a group folder with all its trials: at once for everybody who looks, and never under a worker. */
import { rename, rm } from "node:fs/promises";
import { NetworkError } from "../core/errors";
import { goneFolder } from "../runs/deleteRun";
import { about } from "../runs/errors";
import { groupHolder } from "./holder";

/** Throws NetworkError of kind "run", also where somebody trains the group: then nothing is deleted. */
export async function deleteGroup(folder: string): Promise<void> {
  await refuseIfHeld(folder);
  const gone = goneFolder(folder);
  await about(folder, () => rename(folder, gone));
  await about(folder, () => rm(gone, { recursive: true, force: true }));
}

/** A group that is damaged may go: nobody can train it. */
export async function refuseIfHeld(folder: string): Promise<void> {
  const holder = await groupHolder(folder).catch(() => undefined);
  if (!holder) return;
  const { host } = holder;
  throw host === undefined
    ? new NetworkError("group-held/here", { folder })
    : new NetworkError("group-held/elsewhere", { folder, host });
}
