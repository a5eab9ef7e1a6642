/**
 * Writes a whole file or leaves the old one: temporary file, fsync, rename. (write-file-atomic 7 takes a short write
 * for a whole one: on a full disk it puts half a file in the place of a good one.)
 */
import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "./errors";

/** @param sync whether the bytes must be on the disk before the name is theirs: it costs some milliseconds */
export async function atomicWrite(file: string, contents: Uint8Array | string, { sync = true } = {}): Promise<void> {
  // No reader looks for names that start with a dot.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  await about(file, async () => {
    try {
      const handle = await open(temporary, "wx");
      try {
        await handle.writeFile(contents);
        if (sync) await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  });
}

/** Removes what killed processes left of their writes in this folder. Nobody may be writing in it. */
export async function removeTemporaries(folder: string): Promise<void> {
  await Promise.all((await temporariesIn(folder)).map((file) => rm(file, { force: true })));
}

/** What is being written in this folder, or was when a process was killed; of a folder that is not there, nothing. */
export async function temporariesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\..+\.\d+\.[0-9a-f]{8}$/.test(name)).map((name) => join(folder, name));
}
