/**
 * The encoding of a table's columns as inputs of a network: the number of inputs of each column, and how fields become
 * numbers. Stored with the run, so that new tables are encoded in the same way.
 */
import { NetworkError } from "../core/errors";
import { type NumberFormat, numberReader } from "../formats/table/number";
import { type DateColumn, dateInputNames, dateInputs, dateWidth } from "./dateColumn";
import { isMissing, parseNumber, short } from "./fields";

export type Column =
  /**
   * One input. `flag` adds a second one that is 1 if the value is missing. `format` is the number format, if the
   * table's decimal mark does not determine it. `shift` is subtracted in double precision, because float32 could not
   * distinguish the values; `fill`, which replaces a missing value, is shifted already.
   */
  | {
      name: string;
      kind: "number";
      format?: NumberFormat | undefined;
      shift?: number | undefined;
      flag?: boolean | undefined;
      fill?: number | undefined;
    }
  /** One input per text, 1 for the field's text; "" stands for missing values if these are a category. */
  | { name: string; kind: "one-hot"; values: string[]; fill?: string | undefined }
  /** One input: the position of the field's text, from 0. */
  | { name: string; kind: "ordinal"; values: string[]; fill?: string | undefined }
  /** One input or more for each part of a date. */
  | DateColumn;

/** Returns the number of inputs of a column. */
export function widthOf(column: Column): number {
  if (column.kind === "one-hot") return column.values.length;
  return valuesIn(column) + (hasFlag(column) ? 1 : 0);
}

/** Returns true if the column's last input flags a missing value. */
const hasFlag = (column: Column): boolean => "flag" in column && column.flag === true;

/** Returns the number of a column's inputs that hold values, excluding one-hot inputs and flags. */
export const valuesIn = (column: Column): number =>
  column.kind === "one-hot" ? 0 : column.kind === "date" ? dateWidth(column) : 1;

export const inputsOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + widthOf(column), 0);

/** Returns for each input whether it is an indicator (0 or 1), which scaling leaves unchanged. */
export function indicatorsOf(columns: readonly Column[]): boolean[] {
  const are: boolean[] = [];
  for (const column of columns) {
    const [numbers, width] = [valuesIn(column), widthOf(column)];
    for (let i = 0; i < width; i++) are.push(i >= numbers);
  }
  return are;
}

/** Returns the shift of each input, subtracted in double precision; undefined if there are none. */
export function shiftsOf(columns: readonly Column[] = []): number[] | undefined {
  const shiftOf = (column: Column) => (column.kind === "number" && column.shift) || 0;
  if (columns.every((column) => shiftOf(column) === 0)) return undefined;
  return columns.flatMap((column) =>
    Array.from({ length: widthOf(column) }, (_, i) => (i === 0 ? shiftOf(column) : 0)),
  );
}

/** Returns the name of each input: the column, column=text, or the column and the part of its date. */
export const inputNames = (columns: readonly Column[]): string[] =>
  columns.flatMap((column) => {
    if (column.kind === "one-hot") return column.values.map((value) => `${column.name}=${value || "missing"}`);
    const numbers = column.kind === "date" ? dateInputNames(column) : [column.name];
    return hasFlag(column) ? [...numbers, `${column.name}=missing`] : numbers;
  });

export interface EncodingRules {
  decimal: "." | ",";
  /** Set to read as version 0.1.0 did. */
  rules?: 1 | undefined;
  /** Returns the test for missing fields of a column; without it, the words of version 0.1.0 are used. */
  missingOf?: ((column: string) => (field: string) => boolean) | undefined;
  /** True if missing numbers without a fill become NaN, to be filled in later; false if they are refused. */
  later: boolean;
  /** True if a date without a time is midnight. */
  midnight?: boolean | undefined;
  /** True for new rows of a trained network, whose config can no longer be changed. */
  isNew?: boolean | undefined;
}

type Inputs = Float32Array | Uint8Array;
type Encode = (record: readonly string[], positions: readonly number[], out: Inputs, at: number, where: string) => void;
type EncodeField = (column: number, field: string, out: Inputs, at: number, where: string) => void;

/**
 * Returns a function that encodes records as inputs. `positions` are the columns' positions in the record; `where`
 * (file and line) starts the message of a refusal, a NetworkError of kind "data".
 */
export function encoder(columns: readonly Column[], reading: EncodingRules): Encode {
  const encodeField = fieldEncoder(columns, reading);
  const widths = columns.map(widthOf);
  return (record, positions, out, at, where) => {
    for (let c = 0, to = at; c < columns.length; to += widths[c], c++)
      encodeField(c, record[positions[c]], out, to, where);
  };
}

/** Returns a function that encodes a field as the inputs of a column. */
export function fieldEncoder(
  columns: readonly Column[],
  { decimal, later, midnight = false, ...how }: EncodingRules,
): EncodeField {
  const { rules, missingOf, isNew } = how;
  const missingField = (where: string, { name }: Column) =>
    new NetworkError(isNew ? "csv-missing/new" : "csv-missing", { where, column: name });
  const places = columns.map((column) =>
    column.kind === "number" || column.kind === "date"
      ? undefined
      : new Map(column.values.map((value, i) => [value, i])),
  );
  const absents = columns.map((column, c) => {
    const isAbsent = missingOf?.(column.name) ?? isMissing;
    // A word that the network learned as a category is never a missing value, in any file.
    return rules === 1 ? isAbsent : (field: string) => isAbsent(field) && (field === "" || !places[c]?.has(field));
  });
  const readers = columns.map((column) =>
    rules === 1
      ? (field: string) => parseNumber(field, decimal)
      : numberReader((column.kind === "number" ? column.format : undefined) ?? { decimal }),
  );
  return (c, field, out, to, where) => {
    const column = columns[c];
    const absent = absents[c](field);
    if (column.kind === "number") {
      const read = absent ? (column.fill ?? (later ? Number.NaN : undefined)) : readers[c](field);
      if (read === undefined) throw absent ? missingField(where, column) : noNumber(where, column, field);
      const value = absent || column.shift === undefined ? read : read - column.shift;
      if (!Number.isFinite(Math.fround(value)) && !absent) throw tooLarge(where, column, field);
      out[to] = value;
      if (column.flag) out[to + 1] = absent ? 1 : 0;
      return;
    }
    if (column.kind === "date") {
      const read = absent
        ? (column.fill ?? (later ? new Array<number>(dateWidth(column)).fill(Number.NaN) : undefined))
        : dateInputs(column, field, where, midnight);
      if (read === undefined) throw missingField(where, column);
      out.set(read, to);
      if (column.flag) out[to + read.length] = absent ? 1 : 0;
      return;
    }
    const place = places[c]?.get(absent ? (column.fill ?? "") : field);
    if (place === undefined) throw absent ? missingField(where, column) : unknownText(where, column, field);
    if (column.kind === "ordinal") out[to] = place;
    else for (let i = 0; i < column.values.length; i++) out[to + i] = i === place ? 1 : 0;
  };
}

const noNumber = (where: string, { name }: Column, field: string) =>
  new NetworkError("csv-number/filled", { where, column: name, field: short(field) });

const tooLarge = (where: string, { name }: Column, field: string) =>
  new NetworkError("not-finite/field", { where, column: name, field: short(field) });

function unknownText(where: string, column: Column & { values: string[] }, field: string) {
  const { name, values: known } = column;
  return new NetworkError("csv-unknown-text", { where, column: name, field: short(field), known });
}
