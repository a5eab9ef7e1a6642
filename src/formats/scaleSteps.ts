/** Combines consecutive additions and multiplications by constants into one shift and one factor. */
import type { Scale } from "./denseNetwork";
import { FormatError } from "./formatError";

export type ScaleOperation = "Add" | "Sub" | "Mul" | "Div";

export class ScaleSteps {
  private readonly steps: { operation: ScaleOperation; values: ArrayLike<number>; isSecond: boolean }[] = [];

  get isEmpty(): boolean {
    return this.steps.length === 0;
  }

  /** @param values one per column, or one for all; @param isSecond true if the constant is the first operand */
  add(operation: ScaleOperation, values: ArrayLike<number>, isSecond: boolean): void {
    this.steps.push({ operation, values, isSecond });
  }

  /** Returns the combined scale; throws FormatError if the constants do not fit this number of columns. */
  over(columns: number): Scale {
    const shift = new Float64Array(columns);
    const factor = new Float64Array(columns).fill(1);
    for (const { operation, values, isSecond } of this.steps) {
      if (values.length !== 1 && values.length !== columns) {
        throw new FormatError("onnx-dense/columns", { operation, constants: values.length, columns });
      }
      if (isSecond && operation === "Div")
        throw new FormatError("onnx-dense/operation", { operation: "division by a value" });
      for (let i = 0; i < columns; i++) {
        const constant = values[values.length === 1 ? 0 : i];
        // constant − value = −(value − constant)
        if (operation === "Sub" || operation === "Add") {
          shift[i] += (operation === "Add" ? -constant : constant) / factor[i];
          if (isSecond && operation === "Sub") factor[i] = -factor[i];
        } else factor[i] = operation === "Mul" ? factor[i] * constant : factor[i] / constant;
        if (factor[i] === 0 || !Number.isFinite(factor[i]) || !Number.isFinite(shift[i])) {
          throw new FormatError("onnx-dense/zero", { operation });
        }
      }
    }
    return { shift, factor };
  }
}

/** Returns the inverse scale, from outputs in the unit of the targets back to scaled ones. */
export const inverted = ({ shift, factor }: Scale): Scale => ({
  shift: shift.map((each, i) => -each * factor[i]),
  factor: factor.map((each) => 1 / each),
});
