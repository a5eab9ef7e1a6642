/** Creates folders among runs atomically: complete, with a unique name. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { about } from "./errors";
import { stemOf } from "./folders";

/** Returns the folder of the config's runs, created if missing. */
export async function makeRunsFolder(runsDir: string, configPath: string): Promise<string> {
  const folder = join(runsDir, stemOf(configPath));
  await about(runsDir, async () => {
    // Excludes runs from version control, unless the folder existed before.
    if (await mkdir(runsDir, { recursive: true })) await writeFile(join(runsDir, ".gitignore"), "*\n");
    await mkdir(folder, { recursive: true });
  });
  return folder;
}

/** Renames a folder; returns false if the name is taken. */
export async function renameToNew(from: string, to: string): Promise<boolean> {
  return about(to, async () => {
    try {
      await rename(from, to);
      return true;
    } catch (error) {
      if (["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
      throw error;
    }
  });
}
