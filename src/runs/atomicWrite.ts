/**
 * Replaces a whole file or leaves the old one: temporary file, fsync, rename. (write-file-atomic 7 ignores short
 * writes: on a full disk it replaces a good file by a truncated one.)
 */
import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "./errors";
import { patiently } from "./patiently";

export type Contents = Uint8Array | string;

/** @param sync true if the bytes must be on the disk before the rename, which takes some milliseconds */
export function atomicWrite(file: string, contents: Contents, { sync = true } = {}): Promise<void> {
  return atomicWriteAll([[file, contents]], { sync });
}

/**
 * Writes several files, synced concurrently, then renames them in this order.
 * @param before awaited before the first rename: what else must be on the disk
 */
export async function atomicWriteAll(
  files: readonly (readonly [file: string, contents: Contents])[],
  { sync = true, before = [] }: { sync?: boolean; before?: readonly Promise<void>[] } = {},
): Promise<void> {
  const temporaries = files.map(([file]) => temporaryOf(file));
  const write = ([file, contents]: (typeof files)[number], i: number) =>
    about(file, () => writeNew(temporaries[i], contents, sync));
  try {
    const written = await Promise.allSettled([...files.map(write), ...before]);
    const failed = written.find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
    for (const [i, [file]] of files.entries()) {
      await about(file, () => patiently(() => rename(temporaries[i], file)));
    }
  } catch (error) {
    await Promise.all(temporaries.map((temporary) => rm(temporary, { force: true }).catch(() => {})));
    throw error;
  }
}

/** Resolves when a file that was written without sync is on the disk. */
export async function syncFile(file: string): Promise<void> {
  await about(file, async () => {
    const handle = await open(file, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Readers ignore names that start with a dot. */
const temporaryOf = (file: string): string =>
  join(dirname(file), `.${basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);

async function writeNew(file: string, contents: Contents, sync: boolean): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(contents);
    if (sync) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes temporary files of killed processes in this folder, in which no process may be writing. */
export async function removeTemporaries(folder: string): Promise<void> {
  await Promise.all((await temporariesIn(folder)).map((file) => rm(file, { force: true })));
}

/** Returns the temporary files in this folder, of running or killed processes; none if the folder is missing. */
export async function temporariesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\..+\.\d+\.[0-9a-f]{8}$/.test(name)).map((name) => join(folder, name));
}
