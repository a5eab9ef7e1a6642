/** A part of a matrix as the page has it: numbers in place of base64. Pure. */
import type { Axis, MatrixPart } from "../../src/protocol/matrixRequest";

export interface Part extends Omit<MatrixPart, "values" | "before" | "changed"> {
  readonly values: Float32Array;
  readonly before: Float32Array | undefined;
  readonly changed: Uint8Array | undefined;
}

export function decoded({ values, before, changed, ...rest }: MatrixPart): Part {
  return {
    ...rest,
    values: floats(values),
    before: before === undefined ? undefined : floats(before),
    changed: changed === undefined ? undefined : bytes(changed),
  };
}

const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
/** Little-endian, as every machine that runs a browser today. */
const floats = (base64: string): Float32Array => new Float32Array(bytes(base64).buffer);

/** What is drawn: the values, or how far they are from those of the last stop. */
export function drawnValues({ values, before }: Part, mode: "value" | "difference"): Float32Array {
  return mode === "difference" && before ? values.map((value, i) => value - before[i]) : values;
}

/** Pictures of a matrix whose columns are pictures: a row for each of them, as the layout wants it. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j];
  return turned;
}

/** "example 3 (setosa)" */
export function describeIndex(axis: Axis, index: number, name: string | undefined): string {
  return name ? `${axis} ${index} (${name})` : `${axis} ${index}`;
}

/** Of the same cell as another matrix: whether each cell changed, for pictures whose columns are pictures. */
export const transposedFlags = (flags: Uint8Array, rows: number, columns: number): Uint8Array =>
  Uint8Array.from(transposed(Float32Array.from(flags), rows, columns));
