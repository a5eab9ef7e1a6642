/**
 * How the data of a run was read. A run records it, and whoever opens the run reads by it: what a later version
 * recognizes in the same file changes nothing about a run that exists.
 */
import { unpackedBound } from "../formats/gzip";
import type { TableForm } from "../formats/table/form";

/**
 * By which rules files are read. 1: those of version 0.1.0, whose runs recorded none. 2: today's. A change after which
 * a file gives other inputs, columns or classes than before asks for the number.
 */
export type ReadingRules = 1 | 2;

const currentRules: ReadingRules = 2;

/** Rules, and what was found by a look at the source. What is absent is found again. */
export interface Reading {
  readonly rules: ReadingRules;
  /** Of a text table. */
  readonly form?: TableForm | undefined;
}

/** Of data that no run has recorded. */
export const newReading: Reading = { rules: currentRules };

/**
 * How many bytes may come out of so many packed ones. Version 0.1.0 unpacked whatever the memory holds, and its runs may
 * have been trained on an archive that is refused today.
 */
export const unpackedBoundOf = (rules: ReadingRules): ((packed: number) => number) =>
  rules === 1 ? () => 2 ** 32 : unpackedBound;
