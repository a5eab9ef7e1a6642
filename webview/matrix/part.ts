/** A part of a matrix, decoded from base64 to numbers. Pure. */
import type { Axis, MatrixPart } from "../../src/protocol/matrixRequest";
import { t } from "../ui/l10n";

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
/** Decodes little-endian float32, the byte order of all platforms that run VS Code. */
const floats = (base64: string): Float32Array => new Float32Array(bytes(base64).buffer);

/** Returns the values to draw: those of the part, or their difference to the last stop. */
export function drawnValues({ values, before }: Part, mode: "value" | "difference"): Float32Array {
  return mode === "difference" && before ? values.map((value, i) => value - before[i]) : values;
}

/** Returns the transposed values: one picture per row, as the layout requires, of a matrix with one per column. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j];
  return turned;
}

/** Describes a row or column: "example 3 (setosa)". */
export function describeIndex(axis: Axis, index: number, name: string | undefined): string {
  const { one } = axisWords[axis];
  return name ? `${one} ${index} (${name})` : `${one} ${index}`;
}

/** The words for a matrix's rows or columns. */
export const axisWords: Readonly<Record<Axis, { readonly one: string; readonly many: string }>> = {
  example: { one: t("example"), many: t("examples") },
  input: { one: t("input"), many: t("inputs") },
  unit: { one: t("unit"), many: t("units") },
  class: { one: t("class"), many: t("classes") },
  output: { one: t("output"), many: t("outputs") },
};

/** Returns the transposed flags of changed cells, for a matrix whose columns are pictures. */
export const transposedFlags = (flags: Uint8Array, rows: number, columns: number): Uint8Array =>
  Uint8Array.from(transposed(Float32Array.from(flags), rows, columns));
