/** Reads source files, plain or gzipped; an error says in one line why a file cannot be read. */

import { createHash } from "node:crypto";
import { open, readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { NetworkError } from "../core/errors";
import { isGzip, readGzip, unpackGzip } from "../formats/gzip";
import { claimMemory } from "../formats/memoryBound";
import { nameFile } from "./errors";
import { newReading, unpackedBoundOf } from "./reading";

export interface SourceFile {
  /** Name in the config. */
  name: string;
  /** Key of the config, such as "data.trainImages". */
  key: string;
}

/** Contents of a source after gunzip, and their sha256 (hex). */
export interface Contents {
  bytes: Uint8Array;
  sha256: string;
}

/** Reads a whole file. Relative names are resolved against `baseDir`. */
export async function readSourceFile(
  { name, key }: SourceFile,
  baseDir: string,
  { rules } = newReading,
): Promise<Contents> {
  const path = pathOf(name, baseDir);
  try {
    claimMemory(await refuseNoFile(path, { name, key }));
    const stored = await readFile(path);
    const bytes = isGzip(stored) ? await readGzip(stored, unpackedBoundOf(rules)) : stored;
    return { bytes, sha256: sha256(bytes) };
  } catch (error) {
    throw unreadable(error, { name, key }, path);
  }
}

export const pathOf = (name: string, baseDir: string): string => (isAbsolute(name) ? name : join(baseDir, name));

/** Returns the size of the file in bytes. Throws a NetworkError if it is not a file. */
async function refuseNoFile(path: string, { name, key }: SourceFile): Promise<number> {
  const found = await stat(path);
  if (found.isDirectory()) {
    throw new NetworkError("data-folder", { name, key });
  }
  if (!found.isFile()) throw new NetworkError("data-no-file", { name, key });
  return found.size;
}

/** Yields the contents in chunks after gunzip, for files that need not fit into memory. */
export async function* streamSourceFile(
  file: SourceFile,
  baseDir: string,
  { rules } = newReading,
): AsyncGenerator<Uint8Array> {
  const path = pathOf(file.name, baseDir);
  try {
    const size = await refuseNoFile(path, file);
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      const chunks = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 2 ** 18 });
      yield* isGzip(buffer.subarray(0, bytesRead)) ? unpackGzip(chunks, unpackedBoundOf(rules)(size)) : chunks;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error, file, path);
  }
}

/** Returns the same chunks, and of the chunks read so far the digest, a sha256 (hex), and the size in bytes. */
export function hashing(chunks: AsyncIterable<Uint8Array>): {
  chunks: AsyncIterable<Uint8Array>;
  digest: () => string;
  size: () => number;
} {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* hashed() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { chunks: hashed(), digest: () => hash.digest("hex"), size: () => bytes };
}

function unreadable(error: unknown, { name, key }: SourceFile, path: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new NetworkError("data-missing", { name, path, key });
  }
  if (code === "EACCES" || code === "EPERM") {
    return new NetworkError("data-unreadable/permission", { name, path, key });
  }
  if (syscall !== undefined || code?.startsWith("ERR_FS")) {
    return new NetworkError("data-unreadable", { name, reason: message, key });
  }
  return nameFile(error, name);
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
