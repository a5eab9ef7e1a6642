/** HDF5 files: numeric datasets by path. */
import type { NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { Hdf5Group, openHdf5 } from "./hdf5Group";

const [maxDepth, maxDatasets] = [6, 10_000];

/** Returns the datasets of the file and its groups, named "group/name". Throws FormatError. */
export function readHdf5(bytes: Uint8Array): NamedArray[] {
  const arrays: NamedArray[] = [];
  collect(openHdf5(bytes), "", 0, arrays);
  return arrays;
}

function collect(group: Hdf5Group, path: string, depth: number, into: NamedArray[]): void {
  for (const key of group.keys) {
    // MATLAB stores here the cells that others reference.
    if (key === "#refs#" || key === "#subsystem#") continue;
    if (into.length >= maxDatasets)
      throw new FormatError("hdf5-damaged", { reason: `it has more than ${maxDatasets} datasets` });
    const member = group.member(key, path + key);
    if (member instanceof Hdf5Group) {
      if (depth < maxDepth) collect(member, `${path}${key}/`, depth + 1, into);
    } else if (member) into.push(member);
  }
}
