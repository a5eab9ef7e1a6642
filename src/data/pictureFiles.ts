/** Converts a picture to the inputs of a network, for training, `predict` and Try It alike. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { NetworkError } from "../core/errors";
import { type Picture, resized, toColour, toGrey } from "../formats/picture";
import { readPicture } from "../formats/readPicture";
import { claimFor } from "./errors";
import { naming } from "./naming";
import type { Reading } from "./reading";
import { Slices } from "./slices";
import type { Table } from "./source";

/** Shape that every picture is converted to: height, width, channels. */
export type PictureShape = [height: number, width: number, channels: 1 | 3];

/** One example: the class of its folder, and its path. */
export interface Entry {
  label: number;
  /** Name in messages. */
  name: string;
  path: string;
}

/** Upper bound of the file size in bytes; a picture of 16 million pixels has fewer. */
const maxFileBytes = 2 ** 28;
/** Largest size of a table in bytes. */
const maxTableBytes = 2 ** 32;

/** @param name of the file in messages */
export function decodePicture(bytes: Uint8Array, name: string, rules: Reading["rules"]): Picture {
  return naming(name, () => readPicture(bytes, { rules }));
}

export function readPictureFile(
  { path, name }: Pick<Entry, "path" | "name">,
  rules: Reading["rules"],
): { picture: Picture; bytes: Uint8Array } {
  const bytes = bytesOf(path, name);
  return { picture: decodePicture(bytes, name, rules), bytes };
}

/**
 * Reads a file. Throws a NetworkError for devices and pipes, which might never end. Synchronous, since waiting for a
 * small file takes some twenty times as long as reading it.
 */
function bytesOf(path: string, name: string): Uint8Array {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new NetworkError("data-no-file/picture", { name });
    if (found.size > maxFileBytes) {
      throw new NetworkError("picture-file-size", { name, megabytes: Math.round(found.size / 2 ** 20) });
    }
    claimFor(name, found.size);
    return readFileSync(path);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : new NetworkError("data-unreadable/picture", { name, reason: String(code) });
  }
}

/** Returns a picture in the network's input shape: [height · width · channels]. */
export function shaped(picture: Picture, [height, width, channels]: PictureShape): Uint8Array {
  const coloured = channels === 1 ? toGrey(picture) : toColour(picture);
  return resized(coloured, height, width).pixels;
}

/** @param onPicture is called with each picture before it is converted to the shape */
export async function readEntries(
  entries: readonly Entry[],
  shape: PictureShape,
  rules: Reading["rules"],
  onPicture: (picture: Picture) => void = () => {},
): Promise<{ table: Table; sha256: string }> {
  const inputs = shape[0] * shape[1] * shape[2];
  if (entries.length * inputs > maxTableBytes) {
    throw new NetworkError("images-size/table", { count: entries.length, shape });
  }
  claimFor(entries[0]?.name ?? "", entries.length * inputs);
  const values = new Uint8Array(entries.length * inputs);
  const hash = createHash("sha256");
  const slices = new Slices();
  for (const [i, entry] of entries.entries()) {
    await slices.breathe();
    const { picture, bytes } = readPictureFile(entry, rules);
    hash.update(`${entry.label}:${bytes.length}:`).update(bytes);
    onPicture(picture);
    values.set(shaped(picture, shape), i * inputs);
  }
  const labels = Int32Array.from(entries, ({ label }) => label);
  return { table: { count: entries.length, values, labels }, sha256: hash.digest("hex") };
}
