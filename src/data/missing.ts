/** Fills in missing numbers after the split, with means of the training examples only. */
import type { Column } from "./columnEncoding";
import { valuesIn, widthOf } from "./columnEncoding";
import type { Table } from "./source";

/** Replaces NaN in all parts; returns the columns with their fill, which is used for new examples too. */
export function fillMissing(columns: readonly Column[], inputs: number, train: Table, others: Table[]): Column[] {
  let at = 0;
  return columns.map((column) => {
    const input = at;
    at += widthOf(column);
    const isFilled = column.kind === "number" || column.kind === "date";
    if (!isFilled || ![train, ...others].some((table) => lacks(table, inputs, input))) return column;
    const fills = Array.from({ length: valuesIn(column) }, (_, i) => {
      const fill = meanOf(train, inputs, input + i);
      for (const table of [train, ...others]) replace(table, inputs, input + i, fill);
      return fill;
    });
    return column.kind === "number" ? { ...column, fill: fills[0] } : { ...column, fill: fills };
  });
}

function lacks({ values }: Table, inputs: number, input: number): boolean {
  for (let i = input; i < values.length; i += inputs) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Returns the mean of the values present; 0 if there are none. */
function meanOf({ values }: Table, inputs: number, input: number): number {
  let sum = 0;
  let count = 0;
  for (let i = input; i < values.length; i += inputs) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return count > 0 ? Math.fround(sum / count) : 0;
}

function replace({ values }: Table, inputs: number, input: number, fill: number): void {
  for (let i = input; i < values.length; i += inputs) if (Number.isNaN(values[i])) values[i] = fill;
}
