/** Removes a file by one call of the system: `rm` with `force` looks twice before. */
import { unlink } from "node:fs/promises";

/** A file that is not there is gone already. */
export async function removeFile(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
