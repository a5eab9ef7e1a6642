/**
 * Several label columns of 0 and 1: the classes of rows with a single 1 each, or labels that do not exclude each other.
 */
import { NetworkError } from "../../core/errors";

interface LabelColumn {
  name: string;
  read(field: string): number | undefined;
}

/** Returns 0 or 1 for these numbers and for true and false in any case; undefined for other fields. */
function bitOf(column: LabelColumn, field: string): 0 | 1 | undefined {
  const value = column.read(field);
  if (value === 0 || value === 1) return value;
  const text = value === undefined ? field.trim().toLowerCase() : "";
  return text === "true" ? 1 : text === "false" ? 0 : undefined;
}

/** Facts about the label columns, collected row by row. */
export class LabelRows {
  /** True if all values are 0 or 1. */
  binary = true;
  /** True if also every row has a single 1. */
  oneHot = true;

  constructor(private readonly columns: readonly LabelColumn[]) {}

  /** @param fields of the label columns; undefined for a missing value */
  add(fields: readonly (string | undefined)[]): void {
    if (!this.binary) return;
    let ones = 0;
    for (const [i, column] of this.columns.entries()) {
      const field = fields[i];
      if (field === undefined) return;
      const bit = bitOf(column, field);
      if (bit === undefined) {
        this.binary = this.oneHot = false;
        return;
      }
      ones += bit;
    }
    if (ones !== 1) this.oneHot = false;
  }
}

/** Returns the position of the single 1. Throws a NetworkError if there is none or more than one. */
export function oneHotClass(columns: readonly LabelColumn[], fields: readonly string[], where: string): number {
  const bits = bitsOf(columns, fields, where);
  const found = bits.indexOf(1);
  if (found >= 0 && bits.lastIndexOf(1) === found) return found;
  const ones = bits.filter((bit) => bit === 1).length;
  throw new NetworkError("csv-label/one-hot", { where, ones, columns: columns.map(({ name }) => name) });
}

/** Returns 0 or 1 for each label. Throws a NetworkError if a field is neither. */
export const bitsOf = (columns: readonly LabelColumn[], fields: readonly string[], where: string): (0 | 1)[] =>
  columns.map((column, i) => {
    const bit = bitOf(column, fields[i]);
    if (bit !== undefined) return bit;
    throw new NetworkError("csv-label/binary", { where, column: column.name, label: fields[i] });
  });

/** Returns the given names, or those of the columns. */
export function labelNames(own: string[], wanted: string[] | undefined, file: string): string[] {
  if (wanted && wanted.length !== own.length) {
    const data = `${file} (${own.slice(0, 9).join(", ")})`;
    throw new NetworkError("class-names/count", { names: wanted.length, classes: own.length, data });
  }
  return wanted ?? own;
}
