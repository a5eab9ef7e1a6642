/**
 * Groups of an HDF5 file, read with jsfive: members, arrays and texts, whose sizes are checked before they are decoded.
 */
/// <reference path="./jsfive.d.ts" />
import { inflateSync } from "node:zlib";
import { Dataset, File, Filters, Group } from "jsfive";
import { elementsOf, type NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import { seemsToBe, startsWith } from "./signature";

/** Largest number of values: the library stores them in an ordinary array, which is slow beyond this. */
const maxValues = 2 ** 25;
/** Largest unpacked size of a chunk. */
const maxChunk = 2 ** 26;
/** Unpacked size that every array may have: chunks may be larger than their contents. */
const minUnpackedLimit = 2 ** 29;
const deflate = 1;
/** Unpacked bytes of the array being decoded, and their limit. */
let [unpacked, maxUnpacked] = [0, 0];

Filters.set(deflate, (packed: ArrayBuffer) => {
  const bytes = inflateSync(new Uint8Array(packed), { maxOutputLength: maxChunk });
  unpacked += bytes.length;
  if (unpacked > maxUnpacked) throw new Error("its chunks decompress to more than its values");
  return Uint8Array.from(bytes).buffer;
});

export const isHdf5 = (bytes: Uint8Array): boolean => startsWith(bytes, [0x89, 0x48, 0x44, 0x46]);

/** Opens a file; throws FormatError, as do all methods of Hdf5Group. */
export function openHdf5(bytes: Uint8Array): Hdf5Group {
  if (!isHdf5(bytes)) throw new FormatError("hdf5-magic", { found: seemsToBe(bytes) });
  claimMemory(bytes.length);
  return guarded(() => new Hdf5Group(new File(Uint8Array.from(bytes).buffer, "")));
}

export class Hdf5Group {
  readonly keys: ReadonlySet<string>;

  constructor(private readonly group: Group) {
    this.keys = guarded(() => new Set(group.keys));
  }

  /** Returns the group or array of this name, or undefined. @param path the array's name in errors */
  member(key: string, path = key): Hdf5Group | NamedArray | undefined {
    const member = guarded(() => (this.keys.has(key) ? this.group.get(key) : null));
    if (member instanceof Dataset) return arrayOf(member, path);
    return member instanceof Group ? new Hdf5Group(member) : undefined;
  }

  /** Returns the group at a path such as "layers/dense"; undefined if there is none. */
  at(path: string): Hdf5Group | undefined {
    let group: Hdf5Group | undefined = this;
    for (const key of path.split("/").filter((part) => part !== "")) {
      const member: Hdf5Group | NamedArray | undefined = group.member(key);
      if (!(member instanceof Hdf5Group)) return undefined;
      group = member;
    }
    return group;
  }

  /** Returns the texts of an attribute; undefined if the group lacks it. */
  texts(attribute: string): string[] | undefined {
    const value = guarded(() => this.attributes()[attribute]);
    if (value === undefined) return undefined;
    const values = Array.isArray(value) ? value : [value];
    return values.filter((each) => typeof each === "string").map((each) => each.replace(/\0+$/, ""));
  }

  /** Reads the attributes without the library's console warnings about unsupported ones. */
  private attributes(): Partial<Record<string, unknown>> {
    const { warn } = console;
    console.warn = () => {};
    try {
      return this.group.attrs;
    } finally {
      console.warn = warn;
    }
  }
}

function arrayOf(dataset: Dataset, name: string): NamedArray {
  const shape = guarded(() => [...(dataset.shape ?? [])]);
  const type = String(guarded(() => dataset.dtype));
  return {
    name,
    shape,
    type,
    decode: () => {
      const count = elementsOf(shape);
      if (count > maxValues) throw new FormatError("array-too-large", { values: count, limit: maxValues });
      if (!/^[<>|=]?[iuf][1248]$/.test(type)) throw new FormatError("array-type", { name, type });
      // The library's list of the values, and the array.
      claimMemory(16 * count);
      // Chunks at the end of each axis may be larger than the array's part in them.
      [unpacked, maxUnpacked] = [0, Math.max(2 ** shape.length * 8 * count, minUnpackedLimit)];
      const values = guarded(() => dataset.value as ArrayLike<number | bigint | undefined>);
      if (values.length !== count) throw damaged(`${values.length} values of ${count}`);
      const data = type.endsWith("u1") ? new Uint8Array(count) : new Float64Array(count);
      // The library leaves holes where nothing was written; their value is the dataset's fill value.
      let fill: number | undefined;
      const fillValue = () => (fill ??= Number(guarded(() => dataset.fillvalue)));
      for (let i = 0; i < count; i++) data[i] = Number(values[i] ?? fillValue());
      return { shape, data };
    },
  };
}

/** Converts the library's errors, which may be plain texts, to FormatErrors. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FormatError ? error : damaged(String((error as Error)?.message ?? error));
  }
}

const damaged = (reason: string) => new FormatError("hdf5-damaged", { reason: reason.split("\n")[0].slice(0, 120) });
