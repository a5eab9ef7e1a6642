/**
 * Several label columns of a table that hold 0 and 1: the classes of rows with a single 1 in each, or labels that do
 * not exclude each other.
 */
import { NetworkError } from "../../core/errors";

/** One of several label columns. */
interface LabelColumn {
  name: string;
  read(field: string): number | undefined;
}

/** Of a number 0 or 1, or of a truth value as other programs write it; undefined for all else. */
function bitOf(column: LabelColumn, field: string): 0 | 1 | undefined {
  const value = column.read(field);
  if (value === 0 || value === 1) return value;
  const text = value === undefined ? field.trim().toLowerCase() : "";
  return text === "true" ? 1 : text === "false" ? 0 : undefined;
}

/** What the rows of a table tell of its label columns. */
export class LabelRows {
  /** Nothing but 0 and 1. */
  binary = true;
  /** And a single 1 in every row. */
  oneHot = true;

  constructor(private readonly columns: readonly LabelColumn[]) {}

  /** @param fields of the label columns; undefined where there is no value */
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

/** The place of the single 1. Throws a NetworkError where there is none, or another one. */
export function oneHotClass(columns: readonly LabelColumn[], fields: readonly string[], where: string): number {
  const bits = bitsOf(columns, fields, where);
  const found = bits.indexOf(1);
  if (found >= 0 && bits.lastIndexOf(1) === found) return found;
  const ones = bits.filter((bit) => bit === 1).length;
  throw new NetworkError("csv-label/one-hot", { where, ones, columns: columns.map(({ name }) => name) });
}

/** 0 or 1 of every label. Throws a NetworkError where a field is neither. */
export const bitsOf = (columns: readonly LabelColumn[], fields: readonly string[], where: string): (0 | 1)[] =>
  columns.map((column, i) => {
    const bit = bitOf(column, fields[i]);
    if (bit !== undefined) return bit;
    throw new NetworkError("csv-label/binary", { where, column: column.name, label: fields[i] });
  });

/** The names given, or those of the columns. */
export function labelNames(own: string[], wanted: string[] | undefined, file: string): string[] {
  if (wanted && wanted.length !== own.length) {
    const data = `${file} (${own.slice(0, 9).join(", ")})`;
    throw new NetworkError("class-names/count", { names: wanted.length, classes: own.length, data });
  }
  return wanted ?? own;
}
