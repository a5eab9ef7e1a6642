/** The output of a group's workers, which shows why they ended. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { logFolder } from "./worker";

const maxLetters = 200;

/** Returns the output folder, and the last line of the most recently written file; "" if there is none. */
export async function lastPrinted(group: string): Promise<{ log: string; said: string }> {
  const log = logFolder(group);
  const names = await readdir(log).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => {
      const { mtimeMs = 0, size = 0 } = (await stat(join(log, name)).catch(() => undefined)) ?? {};
      return { name, mtimeMs, size };
    }),
  );
  const newest = files.filter(({ size }) => size > 0).sort((a, b) => b.mtimeMs - a.mtimeMs)[0];
  const text = newest === undefined ? "" : await readFile(join(log, newest.name), "utf8").catch(() => "");
  const line = text.trim().split("\n").at(-1) ?? "";
  const said = line.replace(/\p{Cc}/gu, " ").trim();
  return { log, said: said.slice(-maxLetters) };
}
