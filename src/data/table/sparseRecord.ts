/** The fields of a record whose zeros are omitted. */
import type { SparseRecord, TableReader } from "../tableReader";

/** Returns true if records may be read without zeros: if no number is a missing value, and no column is used twice. */
export const readsSparse = ({ given }: TableReader, used: readonly number[]): boolean =>
  given?.missingValues === undefined && new Set(used).size === used.length;

/** Returns all fields. */
export function denseRecord({ positions, fields }: SparseRecord, width: number): string[] {
  const record = new Array<string>(width).fill("0");
  for (let i = 0; i < positions.length; i++) record[positions[i]] = fields[i];
  return record;
}

/** Returns one field. */
export function fieldAt({ positions, fields }: SparseRecord, position: number): string {
  let [from, to] = [0, positions.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (positions[middle] < position) from = middle + 1;
    else to = middle;
  }
  return positions[from] === position ? fields[from] : "0";
}
