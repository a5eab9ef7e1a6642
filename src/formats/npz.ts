/** NumPy's .npz files: a zip archive with one .npy file per array, under the array's name. */
import { zipSync } from "fflate";
import { FormatError } from "./formatError";
import { type NpyArray, parseNpy, writeNpy } from "./npy";
import { readZip } from "./zip";

const extension = ".npy";

/** The arrays by name, in the archive's order; files that are no .npy are left out. Throws FormatError. */
export function readNpz(bytes: Uint8Array): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const [name, contents] of readZip(bytes)) {
    if (name.endsWith(extension))
      arrays.set(
        name.slice(0, -extension.length),
        named(name, () => parseNpy(contents)),
      );
  }
  return arrays;
}

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(error.id, error.values, name) : error;
  }
}

/**
 * The archive of these arrays, not compressed (weights hardly are compressible). The same arrays give the same bytes:
 * the date is fixed, in local time as zip has it, so that no time zone shows.
 */
export function writeNpz(arrays: Iterable<readonly [name: string, array: NpyArray]>): Uint8Array {
  const files = Array.from(arrays, ([name, array]) => [name + extension, writeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), {
    level: 0,
    mtime: new Date(1980, 0, 1, 12),
  });
}
