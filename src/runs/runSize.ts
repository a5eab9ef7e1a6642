/** How many bytes a folder takes, and how that is written. */
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The sum over all files, however deep; links are not followed. What goes meanwhile counts as nothing. */
export async function bytesOf(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  const names = await readdir(path).catch(() => []);
  let sum = 0;
  for (const name of names) sum += await bytesOf(join(path, name));
  return sum;
}

const units = ["B", "kB", "MB", "GB", "TB"];

/** Three digits, in units of 1,000: "512 B", "6.22 MB", "970 MB". */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  // 999.6 kB would be written as 1000 kB.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : Number(value.toPrecision(3))} ${units[unit]}`;
}
