/** Converts a value to the numbers to set: finite float32 of the shape they replace. Pure. */
import { kindOf, type Value } from "../../expressions/values";
import type { NamedMatrix } from "../matrices";

const largestFloat32 = 3.4028234663852886e38;

type Shape = Pick<NamedMatrix, "rows" | "columns">;

/** Returns one number for all elements, or one per element. Throws an Error for an unsuitable value or shape. */
export function numbersOf(value: Value | NamedMatrix, wanted: Shape, target: string, text: string): number | number[] {
  if (typeof value === "number") return fitting(value, text);
  if (typeof value !== "object" || !("columns" in value)) {
    throw new Error(`${target} takes numbers, and ${text} is ${kindOf(value)}`);
  }
  const { rows, columns, values, absolute } = value as NamedMatrix & { absolute?: boolean };
  if (rows !== wanted.rows || columns !== wanted.columns) {
    throw new Error(
      `${target} is [${wanted.rows}, ${wanted.columns}], and ${text} is [${rows}, ${columns}]; give one number, or a value of that shape`,
    );
  }
  const numbers = Array.from(values, (each) => fitting(absolute ? Math.abs(each) : each, text));
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** Rounds to float32; removes the sign of zeros, which JSON does not preserve. */
function fitting(value: number, text: string): number {
  if (!Number.isFinite(value)) throw new Error(`${text} is ${value}, and only finite values can be set`);
  if (Math.abs(value) > largestFloat32) {
    throw new Error(`${text} is ${value}, and float32 ends with ${largestFloat32.toPrecision(8)}`);
  }
  const rounded = Math.fround(value);
  if (rounded === 0 && value !== 0) throw new Error(`${text} is ${value}, which is 0 in float32; write 0`);
  return rounded + 0;
}
