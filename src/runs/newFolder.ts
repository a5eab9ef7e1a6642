/** Creates folders among runs atomically: complete, with a unique name. */
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { about } from "./errors";
import { stemOf } from "./folders";
import { patiently } from "./patiently";

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

/** Renames a folder; returns false if the name is taken. @param move tests replace it */
export async function renameToNew(from: string, to: string, move = rename): Promise<boolean> {
  return about(to, () =>
    patiently(async () => {
      try {
        await move(from, to);
        return true;
      } catch (error) {
        const { code = "" } = error as NodeJS.ErrnoException;
        if (["EEXIST", "ENOTEMPTY"].includes(code)) return false;
        // The error of Windows for a folder that exists.
        if (code === "EPERM" && existsSync(to)) return false;
        throw error;
      }
    }),
  );
}
