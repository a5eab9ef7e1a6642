/**
 * Creates a file that nobody else may create: of many processes that try, on many machines, one does. The file has all
 * its contents as soon as it has its name.
 */
import { randomBytes } from "node:crypto";
import { link, open, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { about } from "../runs/errors";
import { removeFile } from "../runs/removeFile";

/**
 * False where the file is there already.
 * @param sync whether the bytes must be on the disk before the name is theirs
 * @param makeLink gives a file a second name, as the file system does; a test answers in its place
 */
export async function createExclusive(
  file: string,
  contents: string,
  { sync = false, makeLink = link } = {},
): Promise<boolean> {
  // As src/runs/atomicWrite.ts names them: what a killed process leaves is found by it.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  return about(file, async () => {
    for (;;) {
      try {
        await writeNew(temporary, contents, sync);
        return await give(temporary, file, contents, makeLink);
      } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        // Whoever was faster has cleaned up; where the folder is gone, the next try says so.
        if (code !== "ENOENT" || syscall !== "link") throw error;
      } finally {
        await removeFile(temporary).catch(() => {});
      }
    }
  });
}

/** Once the file is there: what others that tried were writing, or were when they were killed. */
export async function removeTries(file: string): Promise<void> {
  const [folder, start] = [dirname(file), `.${basename(file)}.`];
  const left = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(start));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

/** File systems that have no second names for a file. */
const withoutLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

async function give(temporary: string, file: string, contents: string, makeLink: typeof link): Promise<boolean> {
  try {
    await makeLink(temporary, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    // A server may have done it, and its answer been lost: then the file has two names.
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

/** False also where whoever made the file has removed what others tried with. */
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
