/** Removes a group in which nothing was started, such as after its workers failed to start. */
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { groupFile, trialsFolder } from "./names";

/** Returns true if it was removed; one with a trial, or with workers' output, is kept. */
export async function removeUnused(group: string): Promise<boolean> {
  for (const entry of await readdir(group, { withFileTypes: true })) {
    const path = join(group, entry.name);
    const isEmpty = entry.isDirectory() && (await readdir(path)).length === 0;
    if (!isEmpty && path !== groupFile(group)) return false;
  }
  try {
    // Fails if a trial was started meanwhile.
    await rmdir(trialsFolder(group));
  } catch {
    return false;
  }
  await rm(group, { recursive: true, force: true });
  return true;
}
