/** Removes a file by one system call, in place of the three of `rm` with `force`. */
import { unlink } from "node:fs/promises";
import { patiently } from "./patiently";

/** Removes a file; a missing one is no error. */
export async function removeFile(file: string): Promise<void> {
  try {
    await patiently(() => unlink(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
