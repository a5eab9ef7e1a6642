/**
 * Creates a file exclusively: of many processes and machines that try, one succeeds. It appears with all its contents.
 */
import { randomBytes } from "node:crypto";
import { link, open, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "../runs/errors";
import { removeFile } from "../runs/removeFile";

/**
 * Returns false if the file exists.
 * @param sync true if the bytes must be on the disk before the file appears
 * @param makeLink creates a hard link; tests replace it
 */
export async function createExclusive(
  file: string,
  contents: string,
  { sync = false, makeLink = link } = {},
): Promise<boolean> {
  // Named as in src/runs/atomicWrite.ts, so that leftovers of killed processes are found.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  return about(file, async () => {
    for (;;) {
      try {
        await writeNew(temporary, contents, sync);
        return await give(temporary, file, contents, makeLink);
      } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        // The faster process has cleaned up; if the folder is gone, the next attempt reports it.
        if (code !== "ENOENT" || syscall !== "link") throw error;
      } finally {
        await removeFile(temporary).catch(() => {});
      }
    }
  });
}

/** Removes temporary files of other attempts, running or killed, once the file exists. */
export async function removeTries(file: string): Promise<void> {
  const [folder, start] = [dirname(file), `.${basename(file)}.`];
  const left = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(start));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

/** Errors of file systems without hard links; EISDIR is that of FAT on Windows. */
const withoutLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EISDIR"]);

async function give(temporary: string, file: string, contents: string, makeLink: typeof link): Promise<boolean> {
  try {
    await makeLink(temporary, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    // A server may have made the link, but its answer was lost: then the file has two names.
    if (code === "EEXIST") return hasTwoNames(temporary);
    if (!withoutLinks.has(code)) throw error;
  }
  try {
    await writeNew(file, contents, false);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    await rm(file, { force: true }).catch(() => {});
    throw error;
  }
}

/** Returns false also if the file's creator has removed the temporary files of others. */
async function hasTwoNames(temporary: string): Promise<boolean> {
  try {
    return (await stat(temporary)).nlink === 2;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function writeNew(file: string, contents: string, sync: boolean): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(contents);
    if (sync) await handle.sync();
  } finally {
    await handle.close();
  }
}
