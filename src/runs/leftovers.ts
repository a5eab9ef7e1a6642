/** Leftovers of killed processes among runs: folders half created or half deleted, and temporary files. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { temporariesIn } from "./atomicWrite";
import { readHolder } from "./holder";

/** Age from which a leftover has no owner: folders and files are written within seconds. */
const ageMilliseconds = 10 * 60_000;

/** Returns the paths of all leftovers. @param only limits them to this network */
export async function findLeftovers(runsDir: string, only: string | undefined, now: Date): Promise<string[]> {
  const isOld = async (path: string) => {
    const found = await stat(path).catch(() => undefined);
    return found !== undefined && now.getTime() - found.mtimeMs > ageMilliseconds;
  };
  const found: string[] = [];
  for (const network of only === undefined ? await foldersIn(runsDir) : [only]) {
    const parent = join(runsDir, network);
    for (const name of await foldersIn(parent)) {
      const folder = join(parent, name);
      if (/^\.deleted-\d+-[0-9a-f]{8}$/.test(name)) found.push(folder);
      else if (await readHolder(folder)) continue;
      else if (/^\.new-\d+-[0-9a-f]{8}$/.test(name)) {
        if (await isOld(folder)) found.push(folder);
      } else if (!name.startsWith(".")) {
        const temporaries = [...(await temporariesIn(folder)), ...(await temporariesIn(join(folder, "epochs")))];
        for (const file of temporaries) if (await isOld(file)) found.push(file);
      }
    }
  }
  return found;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
