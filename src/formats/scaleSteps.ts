/** Additions and multiplications with constants, one after the other, as one shift and one factor. */
import type { Scale } from "./denseNetwork";
import { FormatError } from "./formatError";

export type ScaleOperation = "Add" | "Sub" | "Mul" | "Div";

export class ScaleSteps {
  private readonly steps: { operation: ScaleOperation; values: ArrayLike<number>; isSecond: boolean }[] = [];

  get isEmpty(): boolean {
    return this.steps.length === 0;
  }

  /** @param values one per column, or one for all; @param isSecond whether the constant is the first operand */
  add(operation: ScaleOperation, values: ArrayLike<number>, isSecond: boolean): void {
    this.steps.push({ operation, values, isSecond });
  }

  /** Throws FormatError where the constants are not those of so many columns. */
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

/** Outputs are put back into the unit of the targets; this is the way there. */
export const inverted = ({ shift, factor }: Scale): Scale => ({
  shift: shift.map((each, i) => -each * factor[i]),
  factor: factor.map((each) => 1 / each),
});
