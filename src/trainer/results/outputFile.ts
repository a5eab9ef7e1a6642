/** Writes an output file that the user requested. */
import { writeFile } from "node:fs/promises";
import { NetworkError } from "../../core/errors";

/** Throws a NetworkError of kind "file" if the file cannot be written. */
export async function writeOutputFile(file: string, contents: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, contents);
  } catch (error) {
    throw new NetworkError("out", { file, reason: (error as Error).message });
  }
}
