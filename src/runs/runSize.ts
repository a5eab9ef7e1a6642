/** Size of a folder in bytes, and its formatting. */
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Returns the sum over all files, recursively, without following links. Files removed meanwhile count 0. */
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

/** Formats three digits in units of 1,000: "512 B", "6.22 MB", "970 MB". */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  // Avoids 1000 kB for 999.6 kB.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : Number(value.toPrecision(3))} ${units[unit]}`;
}
