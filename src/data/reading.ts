/**
 * How the data of a run was read. A run records it, and its data is always read in that way: formats that later
 * versions recognize do not change an existing run.
 */
import { unpackedBound } from "../formats/gzip";
import type { TableForm } from "../formats/table/form";

/**
 * Version of the reading rules. 1: version 0.1.0, whose runs recorded none. 2: current. A change that reads other
 * inputs, columns or classes from the same file needs a new number.
 */
export type ReadingRules = 1 | 2;

const currentRules: ReadingRules = 2;

/** The rules, and what was detected in the source. Absent properties are detected again. */
export interface Reading {
  readonly rules: ReadingRules;
  /** Form of a text table. */
  readonly form?: TableForm | undefined;
  /** ${workspaceFolder}, relative to the config's folder, if a path of the data contains it. */
  readonly workspaceFolder?: string | undefined;
}

/** Reading of data that no run has recorded. */
export const newReading: Reading = { rules: currentRules };

/**
 * Returns the largest number of bytes that may be unpacked from a number of packed bytes. Version 0.1.0 had no bound,
 * so its runs may have been trained on an archive that is refused today.
 */
export const unpackedBoundOf = (rules: ReadingRules): ((packed: number) => number) =>
  rules === 1 ? () => 2 ** 32 : unpackedBound;
