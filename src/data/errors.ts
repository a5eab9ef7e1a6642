/** Errors about data: one line that names the file, what is wrong and the fix. */
import { NetworkError } from "../core/errors";
import { FormatError } from "../formats/formatError";
import { claimMemory } from "../formats/memoryBound";

/** Throws a NetworkError that names the file where so many bytes more do not fit. */
export function claimFor(file: string, bytes: number): void {
  try {
    claimMemory(bytes);
  } catch (error) {
    throw nameFile(error, file);
  }
}

/** Adds the name of the file to an error of a format; other errors stay as they are. */
export function nameFile(error: unknown, file: string): unknown {
  if (!(error instanceof FormatError)) return error;
  const location = error.part === undefined ? file : `${file}: ${error.part}`;
  return new NetworkError(error.id, error.values, { location });
}
