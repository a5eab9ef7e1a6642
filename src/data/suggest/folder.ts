/** Data found in a folder, the likeliest first: pictures, NumPy arrays, tables and other files. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type FileKind, kindOfName } from "./fileKind";
import { holdsPictures } from "./pictures";

export interface FoundData {
  path: string;
  /** Path relative to the folder. */
  name: string;
  kind: FileKind | "images";
}

/** Largest number of files that are offered. */
const maxFiles = 100;

/** Searches the folder, and its subfolders for folders of images; for files only if it holds none itself. */
export async function findData(folder: string): Promise<FoundData[]> {
  if (await holdsPictures(folder).catch(() => false)) return [{ path: folder, name: ".", kind: "images" }];
  const own = await dataIn(folder, ".");
  const found = [...own];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || /^[._]|^node_modules$/.test(entry.name)) continue;
    const inside = join(folder, entry.name);
    if (await holdsPictures(inside).catch(() => false)) {
      found.push({ path: inside, name: entry.name, kind: "images" });
    } else if (own.length === 0) found.push(...(await dataIn(inside, entry.name)));
    if (found.length > maxFiles) break;
  }
  return found.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, maxFiles);
}

async function dataIn(folder: string, name: string): Promise<FoundData[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name);
  const found = files.flatMap((file): FoundData[] => {
    const kind = /^(readme|license|requirements)/i.test(file) ? undefined : kindOfName(file);
    const path = join(folder, file);
    return kind && kind !== "npy" ? [{ path, name: join(name, file), kind }] : [];
  });
  const arrays = files.filter((file) => kindOfName(file) === "npy");
  if (arrays.length > 1) found.unshift({ path: folder, name, kind: "npz" });
  const shown = found.filter(({ name: each, kind }) => kind !== "idx" || /images/i.test(each));
  return (shown.length > 0 ? shown : found).sort((a, b) => rankOf(a) - rankOf(b)).slice(0, maxFiles);
}

/** Ranks training data first and test data last; plain text, which may be anything, comes before test data. */
function rankOf({ name, kind }: FoundData): number {
  if (/(?<![a-z])(test|t10k|valid|val|sample_submission|submission)/i.test(name)) return 3;
  if (kind === "csv" && /\.txt(\.gz)?$/i.test(name)) return 2;
  return /(?<![a-z])train/i.test(name) ? 0 : 1;
}
