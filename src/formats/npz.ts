/** NumPy's .npz files: a zip archive with one .npy file per array, under the array's name. */
import { zipSync } from "fflate";
import { FormatError } from "./formatError";
import { type NpyArray, parseNpy, writeNpy } from "./npy";
import { readZip, zipNames } from "./zip";

const extension = ".npy";

/**
 * Returns the arrays by name, in the archive's order; skips files other than .npy. Unwanted arrays are neither unpacked
 * nor decoded. Throws FormatError.
 * @param bound largest unpacked size of an array for its packed size
 */
export function readNpz(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean = () => true,
  bound?: (packed: number) => number,
): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  const isRead = (name: string) => name.endsWith(extension) && isWanted(arrayName(name));
  for (const [name, contents] of readZip(bytes, isRead, bound)) {
    arrays.set(
      arrayName(name),
      named(name, () => parseNpy(contents)),
    );
  }
  return arrays;
}

/** Returns the names of the arrays, without reading them. Throws FormatError. */
export const npzNames = (bytes: Uint8Array): string[] =>
  zipNames(bytes)
    .filter((name) => name.endsWith(extension))
    .map(arrayName);

const arrayName = (file: string) => file.slice(0, -extension.length);

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(error.id, error.values, name) : error;
  }
}

/**
 * Returns an uncompressed archive of these arrays (weights hardly compress). The same arrays give the same bytes: the
 * date is fixed, in local time as in zip, so that the time zone has no effect.
 */
export function writeNpz(arrays: Iterable<readonly [name: string, array: NpyArray]>): Uint8Array {
  const files = Array.from(arrays, ([name, array]) => [name + extension, writeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), {
    level: 0,
    mtime: new Date(1980, 0, 1, 12),
  });
}
