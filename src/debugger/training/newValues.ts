/** The numbers that a value is where it is set: float32, finite, of the shape of what they replace. Pure. */
import { kindOf, type Value } from "../../expressions/values";
import type { NamedMatrix } from "../matrices";

const largestFloat32 = 3.4028234663852886e38;

type Shape = Pick<NamedMatrix, "rows" | "columns">;

/** One number for all, or one for each. Throws an Error that says what does not fit. */
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

/** As float32 has it; zeros have no sign, which JSON would lose. */
function fitting(value: number, text: string): number {
  if (!Number.isFinite(value)) throw new Error(`${text} is ${value}, and only finite values can be set`);
  if (Math.abs(value) > largestFloat32) {
    throw new Error(`${text} is ${value}, and float32 ends with ${largestFloat32.toPrecision(8)}`);
  }
  const rounded = Math.fround(value);
  if (rounded === 0 && value !== 0) throw new Error(`${text} is ${value}, which is 0 in float32; write 0`);
  return rounded + 0;
}
