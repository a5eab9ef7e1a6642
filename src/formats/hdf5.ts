/** HDF5 files, by jsfive: numeric datasets by their paths. What is decoded was counted by its shape before. */
/// <reference path="./jsfive.d.ts" />
import { inflateSync } from "node:zlib";
import { Dataset, File, Filters, Group } from "jsfive";
import { elementsOf, type NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { seemsToBe, startsWith } from "./signature";

/** The library holds an ordinary list of the values, which is slow beyond this. */
const maxValues = 2 ** 25;
/** Of a chunk, unpacked. */
const maxChunk = 2 ** 26;
const [maxDepth, maxDatasets] = [6, 10_000];
const deflate = 1;

Filters.set(deflate, (packed: ArrayBuffer) => {
  const bytes = inflateSync(new Uint8Array(packed), { maxOutputLength: maxChunk });
  return Uint8Array.from(bytes).buffer;
});

/** The datasets of the file and of the groups in it, as "group/name". Throws FormatError. */
export function readHdf5(bytes: Uint8Array): NamedArray[] {
  if (!startsWith(bytes, [0x89, 0x48, 0x44, 0x46])) throw new FormatError("hdf5-magic", { found: seemsToBe(bytes) });
  return guarded(() => {
    const arrays: NamedArray[] = [];
    collect(new File(Uint8Array.from(bytes).buffer, ""), "", 0, arrays);
    return arrays;
  });
}

function collect(group: Group, path: string, depth: number, into: NamedArray[]): void {
  for (const key of group.keys) {
    // Where MATLAB keeps the cells that others point to.
    if (key === "#refs#" || key === "#subsystem#") continue;
    const member = group.get(key);
    if (into.length >= maxDatasets) throw new Error(`it has more than ${maxDatasets} datasets`);
    if (member instanceof Dataset) into.push(arrayOf(member, path + key));
    else if (member instanceof Group && depth < maxDepth) collect(member, `${path}${key}/`, depth + 1, into);
  }
}

function arrayOf(dataset: Dataset, name: string): NamedArray {
  const shape = [...(dataset.shape ?? [])];
  const type = String(guarded(() => dataset.dtype));
  return {
    name,
    shape,
    type,
    decode: () => {
      const count = elementsOf(shape);
      if (count > maxValues) throw new FormatError("array-too-large", { values: count, limit: maxValues });
      if (!/^[<>|=]?[iuf][1248]$/.test(type)) throw new FormatError("array-type", { name, type });
      const values = guarded(() => dataset.value as ArrayLike<number | bigint>);
      if (values.length !== count) throw damaged(`${values.length} values of ${count}`);
      const data = type.endsWith("u1") ? new Uint8Array(count) : new Float64Array(count);
      for (let i = 0; i < count; i++) {
        if (values[i] === undefined) throw damaged("values are not there");
        data[i] = Number(values[i]);
      }
      return { shape, data };
    },
  };
}

/** The library throws texts, and what its reading beyond the end throws. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FormatError ? error : damaged(String((error as Error)?.message ?? error));
  }
}

const damaged = (reason: string) => new FormatError("hdf5-damaged", { reason: reason.split("\n")[0].slice(0, 120) });
