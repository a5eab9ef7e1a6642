/** Files of named arrays besides NumPy's: MATLAB, HDF5, Octave. */
import { NetworkError } from "../core/errors";
import { elementsOf, type NamedArray } from "../formats/arrayFile";
import { readHdf5 } from "../formats/hdf5";
import { readMatlab } from "../formats/matlab";
import type { NpyArray } from "../formats/npy";
import { readOctave } from "../formats/octave";
import { nameFile } from "./errors";
import { readSourceFile, type SourceFile } from "./files";

const readers = { matlab: readMatlab, hdf5: readHdf5Or73, octave: readOctave };

export type ArrayFileFormat = keyof typeof readers;

export const isArrayFile = (format: unknown): format is ArrayFileFormat =>
  typeof format === "string" && Object.hasOwn(readers, format);

/** Only MATLAB's own reader knows what stands before HDF5 there. */
function readHdf5Or73(bytes: Uint8Array): NamedArray[] {
  return Buffer.from(bytes.subarray(0, 6)).toString("latin1") === "MATLAB" ? readMatlab(bytes) : readHdf5(bytes);
}

interface ArrayFile {
  arrays: NamedArray[];
  /** The array of a name, decoded. Throws a NetworkError where there is none. */
  take(key: string): NpyArray;
  sha256: string;
}

export async function openArrayFile(format: ArrayFileFormat, source: SourceFile, baseDir: string): Promise<ArrayFile> {
  const { bytes, sha256 } = await readSourceFile(source, baseDir);
  const path = source.name;
  const arrays = naming(path, () => readers[format](bytes));
  const take = (key: string) => {
    const array = arrays.find(({ name }) => name === key);
    if (array) return naming(path, () => array.decode());
    const names = arrays.map(({ name }) => name).join(", ");
    throw new NetworkError("npz-key/config", { path, key, names });
  };
  return { arrays, take, sha256 };
}

/**
 * MATLAB and Octave have no vectors and put examples where they like: labels in one row are one per example, and
 * pictures whose last axis counts the examples are turned so that their first one does.
 */
export function oriented(x: NpyArray, y: NpyArray): { x: NpyArray; y: NpyArray } {
  const labels = y.shape.length === 2 && y.shape[0] === 1 ? { ...y, shape: [y.shape[1]] } : y;
  const [count] = labels.shape;
  const last = x.shape[x.shape.length - 1];
  const isLast = x.shape.length > 1 && x.shape[0] !== count && last === count;
  return { x: isLast ? lastFirst(x) : x, y: labels };
}

/** The last axis becomes the first. */
function lastFirst({ shape, data }: NpyArray): NpyArray {
  const count = shape[shape.length - 1];
  const size = elementsOf(shape) / count;
  const out = data.slice();
  for (let i = 0, to = 0; i < count; i++) for (let j = 0; j < size; j++, to++) out[to] = data[j * count + i];
  return { shape: [count, ...shape.slice(0, -1)], data: out };
}

function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw nameFile(error, file);
  }
}
