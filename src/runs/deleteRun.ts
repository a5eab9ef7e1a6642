/** Deletes a run folder: at once for everybody who looks, and never under a process that trains it. */
import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NetworkError } from "../core/errors";
import { about } from "./errors";
import { readHolder } from "./holder";
import { Lock } from "./lock";

/** Throws NetworkError of kind "run", also where a process trains the run: then nothing is deleted. */
export async function deleteRun(folder: string): Promise<void> {
  const lock = await lockIfThereIsRoom(folder);
  const gone = goneFolder(folder);
  try {
    await about(folder, () => rename(folder, gone));
    lock?.movedTo(gone);
  } finally {
    await lock?.release();
  }
  await about(folder, () => rm(gone, { recursive: true, force: true }));
}

/** Under this name it is no run any more; what a killed deletion leaves is found by it. */
export const goneFolder = (folder: string): string =>
  join(dirname(folder), `.deleted-${process.pid}-${randomBytes(4).toString("hex")}`);

/** On a full disk no lock can be written, and room is wanted all the more. */
async function lockIfThereIsRoom(folder: string): Promise<Lock | undefined> {
  try {
    return await Lock.take(folder);
  } catch (error) {
    const isFull = error instanceof NetworkError && error.code === "run-disk-full";
    if (!isFull || (await readHolder(folder))) throw error;
    return undefined;
  }
}
