/** Readers of MATLAB, HDF5 and Octave files, whose arrays have names. */
import { NetworkError } from "../core/errors";
import { elementsOf, type NamedArray } from "../formats/arrayFile";
import { readHdf5 } from "../formats/hdf5";
import { readMatlab } from "../formats/matlab";
import type { NpyArray } from "../formats/npy";
import { readOctave } from "../formats/octave";
import { readSourceFile, type SourceFile } from "./files";
import { naming } from "./naming";

const readers = { matlab: readMatlab, hdf5: readHdf5Or73, octave: readOctave };

export type ArrayFileFormat = keyof typeof readers;

export const isArrayFile = (format: unknown): format is ArrayFileFormat =>
  typeof format === "string" && Object.hasOwn(readers, format);

/** Reads an HDF5 file, or a MATLAB 7.3 file: HDF5 behind a MATLAB header, which only readMatlab can skip. */
function readHdf5Or73(bytes: Uint8Array): NamedArray[] {
  return Buffer.from(bytes.subarray(0, 6)).toString("latin1") === "MATLAB" ? readMatlab(bytes) : readHdf5(bytes);
}

interface ArrayFile {
  arrays: NamedArray[];
  /** Returns the named array, decoded. Throws a NetworkError if there is none of that name. */
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
 * Returns the arrays with examples along the first axis. MATLAB and Octave have no vectors, so labels in a single row
 * are read as one per example; inputs whose last axis has as many entries as there are labels are transposed.
 */
export function oriented(x: NpyArray, y: NpyArray): { x: NpyArray; y: NpyArray } {
  const labels = y.shape.length === 2 && y.shape[0] === 1 ? { ...y, shape: [y.shape[1]] } : y;
  const [count] = labels.shape;
  const last = x.shape[x.shape.length - 1];
  const isLast = x.shape.length > 1 && x.shape[0] !== count && last === count;
  return { x: isLast ? lastFirst(x) : x, y: labels };
}

/** Moves the last axis to the front. */
function lastFirst({ shape, data }: NpyArray): NpyArray {
  const count = shape[shape.length - 1];
  const size = elementsOf(shape) / count;
  const out = data.slice();
  for (let i = 0, to = 0; i < count; i++) for (let j = 0; j < size; j++, to++) out[to] = data[j * count + i];
  return { shape: [count, ...shape.slice(0, -1)], data: out };
}
