/** The beginning of a table, for the author of a config: its columns and some of their contents. */

import { NetworkError } from "../core/errors";
import { isMoment } from "../formats/table/date";
import type { GivenForm } from "../formats/table/form";
import { openCsv } from "./csvTable";
import { looksLikeDate, parseNumber } from "./fields";
import { type SourceFile, streamSourceFile } from "./files";
import { isRecordFormat, openRecords, type RecordKeys } from "./openTable";
import { missingOf } from "./table/missingMarks";
import type { TableReader } from "./tableReader";

/** Most that is read of a file: bytes, rows and fields. */
const [maxBytes, maxRows, maxFields] = [2 ** 18, 500, 2_000_000];
/** Largest number of different texts that are listed as classes. */
const maxTexts = 50;
const fewExamples = 3;

interface HeadColumn {
  name: string;
  kind: "number" | "text" | "date";
  /** First different fields, unparsed. */
  examples: string[];
  /** Range of the numbers. */
  range?: [least: number, most: number];
  /** All different texts, if there are few. */
  texts?: string[];
  /** Number of rows without a value. */
  missing: number;
}

export interface TableHead {
  /** Number of rows that were read. */
  rows: number;
  columns: HeadColumn[];
}

interface Form extends Omit<RecordKeys, "header">, GivenForm {
  /** Format of the config; undefined for a text table. */
  format?: string | undefined;
}

/** Thrown to stop reading when enough rows were read. */
class Enough extends Error {}

/** Throws a NetworkError if the file cannot be read or is not a table. */
export async function readTableHead(file: SourceFile, baseDir: string, given: Form): Promise<TableHead> {
  const table = isRecordFormat(given.format)
    ? await openRecords(given.format, file, baseDir, given)
    : await openHead(file, baseDir, given);
  let names: string[] = [];
  const rows: string[][] = [];
  try {
    await table.read((found) => {
      names = found.names;
      return (record) => {
        rows.push(record);
        if (rows.length >= maxRows || rows.length * names.length >= maxFields) throw new Enough();
      };
    });
  } catch (error) {
    // If the head ends within a record, the rows before it suffice.
    if (!(error instanceof Enough) && rows.length === 0) throw error;
  }
  const isMissing = missingOf(table);
  const columns = names.map((name, i) => {
    const fields = rows.map((row) => row[i]);
    return columnOf(name, fields, table.form.decimal, isMissing(name));
  });
  return { rows: rows.length, columns };
}

/** Returns the names of the columns; reads no record. */
export async function columnsOf(table: TableReader): Promise<string[]> {
  let names: string[] = [];
  try {
    await table.read((header) => {
      names = header.names;
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return names;
}

async function openHead(file: SourceFile, baseDir: string, given: Form): Promise<TableReader> {
  const head = await headOf(file, baseDir);
  return openCsv(
    async function* () {
      yield head;
    },
    file.name,
    given,
  );
}

/** Reads whole lines from the beginning. */
async function headOf(file: SourceFile, baseDir: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of streamSourceFile(file, baseDir)) {
    parts.push(chunk.slice());
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  if (length === 0) throw new NetworkError("csv-empty", {}, { location: file.name });
  const bytes = Buffer.concat(parts);
  const end = length >= maxBytes ? bytes.lastIndexOf(10) + 1 : length;
  return bytes.subarray(0, end || length);
}

function columnOf(
  name: string,
  fields: string[],
  decimal: "." | ",",
  isMissing: (field: string) => boolean,
): HeadColumn {
  const there = fields.filter((field) => !isMissing(field));
  const different = [...new Set(there)];
  const missing = fields.length - there.length;
  const examples = different.slice(0, fewExamples);
  const numbers = there.map((field) => parseNumber(field, decimal));
  if (there.length > 0 && numbers.every((number) => number !== undefined)) {
    const range: [number, number] = [Math.min(...numbers), Math.max(...numbers)];
    return { name, kind: "number", examples, range, missing };
  }
  const kind = there.length > 0 && there.every((field) => looksLikeDate(field) || isMoment(field)) ? "date" : "text";
  return { name, kind, examples, ...(different.length <= maxTexts && { texts: different }), missing };
}
