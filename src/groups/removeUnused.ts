/** A group in which nothing was begun, as where its workers could not be started: nobody would miss it. */
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { groupFile, trialsFolder } from "./names";

/** Whether it was removed; one with a trial, or with anything that workers printed, stays. */
export async function removeUnused(group: string): Promise<boolean> {
  for (const entry of await readdir(group, { withFileTypes: true })) {
    const path = join(group, entry.name);
    const isEmpty = entry.isDirectory() && (await readdir(path)).length === 0;
    if (!isEmpty && path !== groupFile(group)) return false;
  }
  try {
    // Fails where a trial was begun meanwhile.
    await rmdir(trialsFolder(group));
  } catch {
    return false;
  }
  await rm(group, { recursive: true, force: true });
  return true;
}
