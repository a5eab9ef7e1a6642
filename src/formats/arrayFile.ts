/** A file of named arrays, of which only those that are asked for are decoded. */
import type { NpyArray } from "./npy";

export interface NamedArray {
  name: string;
  shape: number[];
  /** As the format calls it. */
  type: string;
  /** The array in C order. Throws FormatError where it is damaged or of a kind that is not read. */
  decode(): NpyArray;
}

/** As many as NumPy has. */
export const maxAxes = 32;

/** Values of one array that are read at most. */
export const maxElements = 2 ** 27;

export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
