/**
 * Names, shapes and element types of the arrays in an .npz file, a folder of .npy files or a file of another format.
 * For NumPy's formats only the headers are read.
 */

import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { peekNpy } from "../formats/npy";
import { peekZip } from "../formats/zip";
import { isArrayFile, openArrayFile } from "./arrayFiles";
import { nameFile } from "./errors";
import { pathOf } from "./files";
import { findFormat } from "./foundFormat";

export interface ArrayHead {
  name: string;
  shape: number[];
  /** Element type, as the format names it. */
  type: string;
}

/** Bytes read for a header; NumPy writes no longer one. */
const maxHeader = 4096;
/** Largest number of members read of an archive or a folder; more are too many to choose from. */
const maxMembers = 1000;
const extension = ".npy";

/** Skips arrays that cannot be read. Throws a NetworkError if the file does not exist or is not a valid archive. */
export async function readArrayHeads(name: string, baseDir: string): Promise<ArrayHead[]> {
  const path = pathOf(name, baseDir);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new NetworkError("data-missing", { name, path, key: "data.path" });
  if (!found.isFile() && !found.isDirectory()) throw new NetworkError("data-no-file", { name, key: "data.path" });
  const format = await findFormat({ name, key: "data.path" }, baseDir);
  if (isArrayFile(format)) {
    const { arrays } = await openArrayFile(format, { name, key: "data.path" }, baseDir);
    return arrays.map(({ name, shape, type }) => ({ name, shape, type }));
  }
  const heads: ArrayHead[] = [];
  let members = 0;
  const add = (file: string, head: Uint8Array) => {
    try {
      if (file.endsWith(extension)) heads.push({ name: file.slice(0, -extension.length), ...peekNpy(head) });
    } catch {
      // Training reports the error once the config names this array.
    }
  };
  try {
    if (found.isDirectory()) {
      for (const file of (await readdir(path)).slice(0, maxMembers)) {
        const inside = join(path, file);
        const isRead = file.endsWith(extension) && (await stat(inside).catch(() => undefined))?.isFile();
        if (isRead) add(file, await readPart(inside, 0, maxHeader));
      }
    } else {
      const read = (start: number, length: number) => readPart(path, start, length);
      for await (const [file, head] of peekZip(read, found.size, maxHeader)) {
        add(file, head);
        if (++members === maxMembers) break;
      }
    }
  } catch (error) {
    throw nameFile(error, name);
  }
  return heads;
}

async function readPart(path: string, start: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
