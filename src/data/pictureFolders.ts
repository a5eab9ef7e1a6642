/**
 * What lies in a folder that pictures are looked for in. Links are followed; what other programs leave between pictures
 * is passed over; all else is there to be counted.
 */
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { startsPicture } from "../formats/readPicture";
import { newReading, type Reading } from "./reading";

/** Names, each list in order. */
export interface Listing {
  folders: string[];
  pictures: string[];
  /** Files that are not learned from. */
  others: string[];
}

const endings = /\.(png|jpe?g|jfif|webp|bmp|dib|gif)$/i;
const endingsOfBefore = /\.(png|jpe?g)$/i;

/** Whether a file is called as pictures that can be read are. */
export const isPictureName = (name: string): boolean => endings.test(name);

/** Of Windows, macOS, Linux, Picasa and network drives. */
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

/** Version 0.1.0 followed no link to a folder, and read what is called PNG or JPEG. */
function listedAsBefore(found: { name: string; isDirectory(): boolean }[]): Listing {
  return {
    folders: found.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith(".") ? [entry.name] : [])).sort(),
    pictures: found.flatMap(({ name }) => (endingsOfBefore.test(name) ? [name] : [])).sort(),
    others: [],
  };
}

/** A class or a picture that is lost with its link is missed; another file is not. */
async function followed(path: string, name: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (/\.[a-z]{1,4}$/i.test(name) && !isPictureName(name)) return undefined;
    throw new NetworkError("picture-link", { name, reason: String((error as NodeJS.ErrnoException).code) });
  }
}

/** By its first bytes, whatever it is called. */
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

/** Folders deeper than this are no order that a person made. */
const deepest = 16;

/**
 * Of a folder and all folders in it: pictures and others, by their names from `path` on, folder by folder. A folder
 * that several links lead to is looked into once.
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
