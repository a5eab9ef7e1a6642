/**
 * The contents of a folder of pictures. Links are followed, system files of other programs are skipped, and all other
 * files are listed so that they can be counted.
 */
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { startsPicture } from "../formats/readPicture";
import { newReading, type Reading } from "./reading";

/** Names, each list sorted. */
export interface Listing {
  folders: string[];
  pictures: string[];
  /** Files that are not used for training. */
  others: string[];
}

const endings = /\.(png|jpe?g|jfif|webp|bmp|dib|gif)$/i;
const endingsOfBefore = /\.(png|jpe?g)$/i;

/** Returns true if a file's extension is that of a readable picture. */
export const isPictureName = (name: string): boolean => endings.test(name);

/** Returns true for system files of Windows, macOS, Linux, Picasa and network drives. */
const isLitter = (name: string): boolean =>
  name.startsWith("._") ||
  (name.startsWith(".") && !isPictureName(name)) ||
  /^(thumbs\.db.*|ehthumbs.*\.db|desktop\.ini|picasa\.ini|icon\r|__macosx|@eadir|\$recycle\.bin|system volume information)$/i.test(
    name,
  );

/** @param name of the folder in messages */
export async function listFolder(path: string, name: string, rules: Reading["rules"]): Promise<Listing> {
  const found = await readdir(path, { withFileTypes: true });
  if (rules === 1) return listedAsBefore(found);
  const listing: Listing = { folders: [], pictures: [], others: [] };
  for (const entry of found) {
    if (isLitter(entry.name)) continue;
    const target = entry.isSymbolicLink() ? await followed(join(path, entry.name), join(name, entry.name)) : entry;
    const isHidden = entry.name.startsWith(".");
    if (target?.isDirectory()) listing.folders.push(entry.name);
    else if (isPictureName(entry.name) && !isHidden) listing.pictures.push(entry.name);
    else if (target?.isFile() && !isHidden && (await isPictureFile(join(path, entry.name)))) {
      listing.pictures.push(entry.name);
    } else listing.others.push(entry.name);
  }
  for (const names of Object.values(listing)) names.sort();
  return listing;
}

/** Lists as version 0.1.0 did: without links to folders, and only PNG and JPEG by their extension. */
function listedAsBefore(found: { name: string; isDirectory(): boolean }[]): Listing {
  return {
    folders: found.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith(".") ? [entry.name] : [])).sort(),
    pictures: found.flatMap(({ name }) => (endingsOfBefore.test(name) ? [name] : [])).sort(),
    others: [],
  };
}

/** Resolves a link. Throws a NetworkError for a broken one that may be a class or a picture. */
async function followed(path: string, name: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (/\.[a-z]{1,4}$/i.test(name) && !isPictureName(name)) return undefined;
    throw new NetworkError("picture-link", { name, reason: String((error as NodeJS.ErrnoException).code) });
  }
}

/** Returns true if the first bytes are those of a picture, whatever the file's name. */
export async function isPictureFile(path: string): Promise<boolean> {
  const handle = await open(path).catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    return startsPicture(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Largest depth of folders; a deeper hierarchy was not made by people. */
const deepest = 16;

/**
 * Lists pictures and other files of a folder and all its subfolders, by their paths relative to `path`, folder by
 * folder. A folder that several links lead to is visited once.
 */
export async function walkFolder(
  path: string,
  name: string,
  rules = newReading.rules,
): Promise<Omit<Listing, "folders">> {
  const seen = new Set<string>();
  const found: Omit<Listing, "folders"> = { pictures: [], others: [] };
  const visit = async (inside: string, depth: number): Promise<void> => {
    const real = await realpath(join(path, inside));
    if (seen.has(real)) return;
    seen.add(real);
    if (depth > deepest) throw new NetworkError("picture-depth", { name: join(name, inside), deepest });
    const { folders, pictures, others } = await listFolder(join(path, inside), join(name, inside), rules);
    for (const each of pictures) found.pictures.push(join(inside, each));
    for (const each of others) found.others.push(join(inside, each));
    for (const folder of folders) await visit(join(inside, folder), depth + 1);
  };
  await visit("", 0);
  return found;
}
