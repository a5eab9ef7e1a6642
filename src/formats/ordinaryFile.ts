/** Reads only regular files: a pipe blocks until it has a writer, and a device never ends. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Has a `code`, like errors of the system. */
export class NotOrdinaryError extends Error {
  readonly code = "ENOTFILE";
  readonly syscall = "read";
}

export class TooLargeError extends Error {
  readonly code = "ETOOLARGE";

  constructor(readonly size: number) {
    super(`${size} bytes`);
  }
}

/** Reads a file; throws NotOrdinaryError, TooLargeError, or the system's error. @param most largest size in bytes */
export async function readOrdinaryFile(path: string, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const file = await openOrdinaryFile(path);
  try {
    const { size } = await file.stat();
    if (size > most) throw new TooLargeError(size);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Opens a file, which the caller closes. Throws NotOrdinaryError, or the system's error, also for a folder. */
export async function openOrdinaryFile(path: string): Promise<FileHandle> {
  // With this flag opening a pipe does not block either. Windows lacks it, and such files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await file.stat();
  if (found.isFile()) return file;
  await file.close();
  if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR", syscall: "read" });
  throw new NotOrdinaryError("it is not an ordinary file");
}
