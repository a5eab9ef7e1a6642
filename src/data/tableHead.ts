/** The beginning of a table, for a person who writes a config for it: what columns there are and what is in them. */

import { NetworkError } from "../core/errors";
import { isMoment } from "../formats/table/date";
import type { GivenForm } from "../formats/table/form";
import { openCsv } from "./csvTable";
import { looksLikeDate, parseNumber } from "./fields";
import { type SourceFile, streamSourceFile } from "./files";
import { isRecordFormat, openRecords, type RecordKeys } from "./openTable";
import { missingOf } from "./table/missingWords";
import type { TableReader } from "./tableReader";

/** So much is read of a file of any size. */
const [maxBytes, mostRows] = [2 ** 18, 500];
/** More different texts are no classes that a person names. */
const maxTexts = 50;
const fewExamples = 3;

interface HeadColumn {
  name: string;
  kind: "number" | "text" | "date";
  /** The first different fields, as they are written. */
  examples: string[];
  /** Of numbers: least and most. */
  range?: [least: number, most: number];
  /** Of texts, where there are few: all of them. */
  texts?: string[];
  /** How many of the rows have no value. */
  missing: number;
}

export interface TableHead {
  /** How many rows were looked at. */
  rows: number;
  columns: HeadColumn[];
}

interface Form extends Omit<RecordKeys, "header">, GivenForm {
  /** Of the config; a text table where it is left out. */
  format?: string | undefined;
}

/** Thrown out of the reading when enough was seen. */
class Enough extends Error {}

/** Throws a NetworkError where the file cannot be read or is no table. */
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
        if (rows.length >= mostRows) throw new Enough();
      };
    });
  } catch (error) {
    // Where the head ends within a record, what came before it is enough.
    if (!(error instanceof Enough) && rows.length === 0) throw error;
  }
  const isMissing = missingOf(table);
  const columns = names.map((name, i) => {
    const fields = rows.map((row) => row[i]);
    return columnOf(name, fields, table.form.decimal, isMissing(name));
  });
  return { rows: rows.length, columns };
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

/** Whole lines from the beginning. */
async function headOf(file: SourceFile, baseDir: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of streamSourceFile(file, baseDir)) {
    parts.push(chunk);
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
