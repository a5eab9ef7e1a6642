/** Deletes a run folder: atomically for readers, and never while a process trains it. */
import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NetworkError } from "../core/errors";
import { about } from "./errors";
import { readHolder } from "./holder";
import { Lock } from "./lock";
import { patiently } from "./patiently";

/** Deletes a run; throws NetworkError of kind "run", also, without deleting, while a process trains it. */
export async function deleteRun(folder: string): Promise<void> {
  const lock = await lockIfThereIsRoom(folder);
  const gone = deletionFolder(folder);
  try {
    await about(folder, () => patiently(() => rename(folder, gone)));
    lock?.movedTo(gone);
  } finally {
    await lock?.release();
  }
  await about(folder, () => patiently(() => rm(gone, { recursive: true, force: true })));
}

/**
 * Returns the name of a folder being deleted, which is no run, and by which leftovers of a killed deletion are found.
 */
export const deletionFolder = (folder: string): string =>
  join(dirname(folder), `.deleted-${process.pid}-${randomBytes(4).toString("hex")}`);

/** Takes the lock, except on a full disk, where none can be written and deleting matters most. */
async function lockIfThereIsRoom(folder: string): Promise<Lock | undefined> {
  try {
    return await Lock.take(folder);
  } catch (error) {
    const isFull = error instanceof NetworkError && error.code === "run-disk-full";
    if (!isFull || (await readHolder(folder))) throw error;
    return undefined;
  }
}
