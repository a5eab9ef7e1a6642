/** Errors about data: one line with the file, the fault and the fix. */
import { NetworkError } from "../core/errors";
import { FormatError } from "../formats/formatError";
import { claimMemory } from "../formats/memoryBound";

/** Claims memory. Throws a NetworkError that names the file if that many more bytes do not fit. */
export function claimFor(file: string, bytes: number): void {
  try {
    claimMemory(bytes);
  } catch (error) {
    throw nameFile(error, file);
  }
}

/** Adds the file name to an error of a format; returns other errors unchanged. */
export function nameFile(error: unknown, file: string): unknown {
  if (!(error instanceof FormatError)) return error;
  const location = error.location === undefined ? file : `${file}: ${error.location}`;
  return new NetworkError(error.id, error.values, { location });
}
