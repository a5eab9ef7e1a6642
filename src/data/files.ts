/** Reads source files, plain or gzipped; an error says in one line why a file cannot be read. */

import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, stat } from "node:fs/promises";
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

const pieceBytes = 2 ** 18;

/** Yields a file in pieces, each of them valid until the next one. A piece is read while the one before is used. */
async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
  let at = 0;
  const next = (buffer: Uint8Array) => {
    const read = handle.read(buffer, 0, pieceBytes, at).then(({ bytesRead }) => {
      at += bytesRead;
      return buffer.subarray(0, bytesRead);
    });
    // Its error is thrown where it is awaited.
    read.catch(() => {});
    return read;
  };
  let reading = next(buffers[0]);
  try {
    for (let i = 1; ; i++) {
      const piece = await reading;
      if (piece.length === 0) return;
      reading = next(buffers[i % 2]);
      yield piece;
    }
  } finally {
    await reading.catch(() => {});
  }
}

/**
 * Yields the contents in chunks after gunzip, for files that need not fit into memory. A chunk is valid until the next
 * one.
 */
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
      if (!isGzip(buffer.subarray(0, bytesRead))) return yield* piecesOf(handle);
      const chunks = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: pieceBytes });
      yield* unpackGzip(chunks, unpackedBoundOf(rules)(size));
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
