/** Converts a value to the numbers to set: finite float32 of the shape they replace. Pure. */
import { kindOf, type Value } from "../../expressions/values";
import { say } from "../language";
import type { NamedMatrix } from "../matrices";

const largestFloat32 = 3.4028234663852886e38;

type Shape = Pick<NamedMatrix, "rows" | "columns">;

/** Returns one number for all elements, or one per element. Throws an Error for an unsuitable value or shape. */
export function numbersOf(value: Value | NamedMatrix, wanted: Shape, target: string, text: string): number | number[] {
  if (typeof value === "number") return fitting(value, text);
  if (typeof value !== "object" || !("columns" in value)) {
    throw new Error(say("{0} takes numbers, and {1} is {2}", target, text, kindText(value)));
  }
  const { rows, columns, values, absolute } = value as NamedMatrix & { absolute?: boolean };
  if (rows !== wanted.rows || columns !== wanted.columns) {
    throw new Error(
      say(
        "{0} is {1}, and {2} is {3}; give one number, or a value of that shape",
        target,
        `[${wanted.rows}, ${wanted.columns}]`,
        text,
        `[${rows}, ${columns}]`,
      ),
    );
  }
  const numbers = Array.from(values, (each) => fitting(absolute ? Math.abs(each) : each, text));
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** Rounds to float32; removes the sign of zeros, which JSON does not preserve. */
function fitting(value: number, text: string): number {
  if (!Number.isFinite(value)) throw new Error(say("{0} is {1}, and only finite values can be set", text, value));
  if (Math.abs(value) > largestFloat32) {
    throw new Error(say("{0} is {1}, and float32 ends with {2}", text, value, largestFloat32.toPrecision(8)));
  }
  const rounded = Math.fround(value);
  if (rounded === 0 && value !== 0) throw new Error(say("{0} is {1}, which is 0 in float32; write 0", text, value));
  return rounded + 0;
}

function kindText(value: Value): string {
  const kinds: Readonly<Record<string, string>> = {
    missing: say("missing"),
    "a text": say("a text"),
    "true or false": say("true or false"),
    "a list": say("a list"),
  };
  return kinds[kindOf(value)] ?? kindOf(value);
}
