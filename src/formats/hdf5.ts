/** HDF5 files: numeric datasets by path. */
import type { NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { Hdf5Group, openHdf5 } from "./hdf5Group";

const [maxDepth, maxMembers] = [6, 10_000];

/** Returns the datasets of the file and its groups, named "group/name". Throws FormatError. */
export function readHdf5(bytes: Uint8Array): NamedArray[] {
  const arrays: NamedArray[] = [];
  let members = 0;
  // A group may link to itself several times, so the count is of visits.
  const collect = (group: Hdf5Group, path: string, depth: number): void => {
    for (const key of group.keys) {
      // MATLAB stores here the cells that others reference.
      if (key === "#refs#" || key === "#subsystem#") continue;
      if (++members > maxMembers)
        throw new FormatError("hdf5-damaged", { reason: `it has more than ${maxMembers} datasets and groups` });
      const member = group.member(key, path + key);
      if (member instanceof Hdf5Group) {
        if (depth < maxDepth) collect(member, `${path}${key}/`, depth + 1);
      } else if (member) arrays.push(member);
    }
  };
  collect(openHdf5(bytes), "", 0);
  return arrays;
}
