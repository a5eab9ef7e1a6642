/** Evenly spaced samples: the same examples every time. */
import type { Examples } from "../../core/backend";

/** Returns at most `most` of the indices 0 … count − 1, evenly spaced, ascending. */
export const evenIndices = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, i) => (count <= most ? i : Math.floor((i * count) / most)));

/** Returns a copy of at most `most` examples, evenly spaced, in order; the examples themselves if there are no more. */
export function sampleEvenly(examples: Examples, most: number): Examples {
  const { count, inputs, values, targets } = examples;
  if (count <= most) return examples;
  const chosen = evenIndices(count, most);
  return {
    ...examples,
    count: most,
    values: rowsOf(values, inputs, chosen),
    targets: rowsOf(targets, targets.length / count, chosen),
  };
}

function rowsOf<Values extends Uint8Array | Float32Array | Int32Array>(values: Values, width: number, rows: number[]) {
  const made = new (values.constructor as new (length: number) => Values)(rows.length * width);
  for (const [i, row] of rows.entries()) made.set(values.subarray(row * width, (row + 1) * width), i * width);
  return made;
}
