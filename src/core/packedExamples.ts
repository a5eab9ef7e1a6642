/** Examples whose inputs are stored as fewer cells: one number in place of many inputs that are 0 or 1. */
import type { Examples } from "./backend";

/** Cells of examples: of a number of categories, a cell is the index of the input that is 1; the others are 0. */
export interface Cells {
  /** [count, cells] */
  readonly cells: Uint8Array | Float32Array;
  /** Number of categories of each cell; 0 for a cell that is an input itself. */
  readonly categories: Uint32Array;
}

interface Packed extends Cells {
  /** Returns all inputs [count, inputs], the same array each time. */
  expanded(): Examples["values"];
}

// A copy with other values is not packed any more.
const packedBy = new WeakMap<Examples, Packed>();

/** Returns examples whose `values` are expanded when they are first read. */
export function packedExamples(about: Omit<Examples, "values">, packed: Packed): Examples {
  const examples = {
    ...about,
    get values() {
      return packed.expanded();
    },
  };
  packedBy.set(examples, packed);
  return examples;
}

/** Returns the cells of packed examples; undefined for others. */
export const cellsOf = (examples: Examples): Cells | undefined => packedBy.get(examples);

/** Returns the same examples with another number of outputs. */
export function copyWithOutputs(examples: Examples, outputs: number): Examples {
  const packed = packedBy.get(examples);
  if (!packed) return { ...examples, outputs };
  const { count, inputs, shift, factor, targets } = examples;
  return packedExamples({ count, inputs, outputs, shift, factor, targets }, packed);
}

/** Returns the inputs of `count` examples from `first` on, without expanding the others. */
export function inputsOf(examples: Examples, first: number, count: number): Examples["values"] {
  const packed = packedBy.get(examples);
  const { inputs } = examples;
  if (!packed) return examples.values.subarray(first * inputs, (first + count) * inputs);
  const { cells, categories } = packed;
  const width = categories.length;
  return expand({ cells: cells.subarray(first * width, (first + count) * width), categories }, count * inputs);
}

/** Returns the inputs of cells. @param length of the result: count · inputs */
export function expand({ cells, categories }: Cells, length: number): Examples["values"] {
  const values = cells instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (let cell = 0, at = 0; cell < cells.length; ) {
    for (let c = 0; c < categories.length; c++, cell++) {
      const width = categories[c];
      if (width > 0) values[at + cells[cell]] = 1;
      else values[at] = cells[cell];
      at += width || 1;
    }
  }
  return values;
}
