/** A file of named arrays, each decoded only on request. */
import type { NpyArray } from "./npy";

export interface NamedArray {
  name: string;
  shape: number[];
  /** Element type in the format's notation. */
  type: string;
  /** Returns the array in C order. Throws FormatError if it is damaged or of an unsupported kind. */
  decode(): NpyArray;
}

/** Largest number of dimensions, NumPy's limit. */
export const maxAxes = 32;

/** Largest number of values in one array. */
export const maxElements = 2 ** 27;

export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
