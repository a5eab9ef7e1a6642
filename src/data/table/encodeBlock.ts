/** Encodes the fields of blocks as inputs, as one by one, column by column. */
import { type FieldBlock, whole } from "../../formats/table/fieldBlock";
import { numberReader, sameFormat } from "../../formats/table/number";
import { type Column, widthOf } from "../columnEncoding";
import { dateInputs, dateWidth } from "../dateColumn";
import { FieldTexts } from "./fieldTexts";

interface Reading {
  decimal: "." | ",";
  missingOf: (column: string) => (field: string) => boolean;
  /** True if missing numbers without a fill become NaN, to be filled in later; false if they are refused. */
  later: boolean;
  /** True if a date without a time is midnight. */
  midnight?: boolean | undefined;
}

/** The examples to write: the records that are not dropped, from `at` on, `inputs` values apart. */
interface Target {
  values: Float32Array | Uint8Array;
  at: number;
  inputs: number;
  dropped: Uint8Array | undefined;
}

/** Returns false if a field has no encoding. */
type Encode = (block: FieldBlock, column: number, target: Target) => boolean;

/**
 * Returns a function that encodes the records of a block; it returns false if a field has no encoding, which the
 * encoder of records refuses.
 */
export function blockEncoder(columns: readonly Column[], reading: Reading) {
  const encoders = columns.map((column) => {
    if (column.kind === "number") return numberEncoder(column, reading);
    return column.kind === "date" ? dateEncoder(column, reading) : placeEncoder(column, reading);
  });
  const widths = columns.map(widthOf);
  return (block: FieldBlock, positions: readonly number[], target: Target): boolean => {
    let { at } = target;
    return encoders.every((encode, c) => {
      const isEncoded = encode(block, positions[c], { ...target, at });
      at += widths[c];
      return isEncoded;
    });
  };
}

type NumberColumn = Extract<Column, { kind: "number" }>;

function numberEncoder({ name, format, shift, fill, flag }: NumberColumn, reading: Reading): Encode {
  const { decimal, missingOf, later } = reading;
  const texts = new FieldTexts(missingOf(name));
  const isPlain = sameFormat(format ?? { decimal }, { decimal: "." });
  const numberOf = numberReader(format ?? { decimal });
  const absentValue = fill ?? (later ? Number.NaN : undefined);
  return (block, column, { values, at, inputs, dropped }) => {
    const { decimals, width, rows } = block;
    let to = at;
    for (let row = 0, from = column; row < rows; row++, from += width) {
      if (dropped !== undefined && dropped[row] === 1) continue;
      let value: number | undefined;
      let isAbsent = false;
      if (isPlain && decimals[from] >= whole) value = block.values[from];
      else if (texts.absentAt(block, from)) {
        isAbsent = true;
        value = absentValue;
      } else value = numberOf(block.text(from));
      if (value === undefined) return false;
      if (!isAbsent) {
        if (shift !== undefined) value -= shift;
        if (!Number.isFinite(Math.fround(value))) return false;
      }
      values[to] = value;
      if (flag) values[to + 1] = isAbsent ? 1 : 0;
      to += inputs;
    }
    return true;
  };
}

function dateEncoder(
  column: Extract<Column, { kind: "date" }>,
  { missingOf, later, midnight = false }: Reading,
): Encode {
  const texts = new FieldTexts(missingOf(column.name));
  const absent = column.fill ?? (later ? new Array<number>(dateWidth(column)).fill(Number.NaN) : undefined);
  return (block, position, { values, at, inputs, dropped }) => {
    let to = at;
    for (let row = 0, from = position; row < block.rows; row++, from += block.width) {
      if (dropped !== undefined && dropped[row] === 1) continue;
      const isAbsent = texts.absentAt(block, from);
      const found = isAbsent ? absent : dateOrNone(column, texts.text(block, from), midnight);
      if (found === undefined) return false;
      values.set(found, to);
      if (column.flag) values[to + found.length] = isAbsent ? 1 : 0;
      to += inputs;
    }
    return true;
  };
}

function dateOrNone(column: Extract<Column, { kind: "date" }>, field: string, midnight: boolean) {
  try {
    return dateInputs(column, field, "", midnight);
  } catch {
    return undefined;
  }
}

type TextColumn = Extract<Column, { kind: "one-hot" | "ordinal" }>;

function placeEncoder({ name, kind, values: texts, fill }: TextColumn, { missingOf }: Reading): Encode {
  const places = new Map(texts.map((value, i) => [value, i]));
  const isAbsent = missingOf(name);
  const placeOf = (field: string) => {
    // A word that the network learned as a category is never a missing value, in any file.
    const absent = isAbsent(field) && (field === "" || !places.has(field));
    return places.get(absent ? (fill ?? "") : field) ?? -1;
  };
  const known = new FieldTexts(isAbsent);
  return (block, column, { values, at, inputs, dropped }) => {
    let to = at;
    for (let row = 0, from = column; row < block.rows; row++, from += block.width) {
      if (dropped !== undefined && dropped[row] === 1) continue;
      const found = known.find(block, from);
      if (found) found.place ??= placeOf(found.text);
      const place = found?.place ?? placeOf(block.text(from));
      if (place < 0) return false;
      if (kind === "ordinal") values[to] = place;
      else for (let i = 0; i < texts.length; i++) values[to + i] = i === place ? 1 : 0;
      to += inputs;
    }
    return true;
  };
}
