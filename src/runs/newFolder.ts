/** How a folder appears among runs: complete, under a name that nothing else has. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { about } from "./errors";
import { stemOf } from "./folders";

/** The folder of the config's runs, made where it is missing. */
export async function makeRunsFolder(runsDir: string, configPath: string): Promise<string> {
  const folder = join(runsDir, stemOf(configPath));
  await about(runsDir, async () => {
    // Runs do not belong into version control; a folder that was there before us is not ours to hide.
    if (await mkdir(runsDir, { recursive: true })) await writeFile(join(runsDir, ".gitignore"), "*\n");
    await mkdir(folder, { recursive: true });
  });
  return folder;
}

/** False where the name is taken. */
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
