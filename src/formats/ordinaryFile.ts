/** Reads ordinary files alone: a pipe waits for its writer for ever, and a device never ends. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Has a `code`, as errors of the system do. */
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

/** Throws NotOrdinaryError, TooLargeError, or what the system says. @param most bytes */
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

/** Whoever opens it closes it. Throws NotOrdinaryError, or what the system says, of a folder as reading one does. */
export async function openOrdinaryFile(path: string): Promise<FileHandle> {
  // With this flag opening a pipe does not wait either. Windows does not know it, and has no such files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await file.stat();
  if (found.isFile()) return file;
  await file.close();
  if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR", syscall: "read" });
  throw new NotOrdinaryError("it is not an ordinary file");
}
