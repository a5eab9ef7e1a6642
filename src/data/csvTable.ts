/** A CSV file as records under named columns: its form, its header, and which columns are inputs and labels. */

import { createHash } from "node:crypto";
import { NetworkError } from "../core/errors";
import { type CsvForm, guessForm, readCsv } from "../formats/csv";
import { nameFile } from "./errors";
import { isMissing, parseNumber } from "./fields";
import type { Header, TableConfig, TableReader, TakeRecord } from "./tableReader";

/** Reads the file from its beginning, gzip removed. */
export type Open = () => AsyncIterable<Uint8Array>;

/** How fields are written that were made of typed values. */
export const plainForm: CsvForm = { delimiter: ",", decimal: "." };

interface Given {
  delimiter?: string | undefined;
  decimal?: "." | "," | undefined;
  header?: boolean | undefined;
}

/** Looks at the beginning for the form, unless it is given. */
export async function openCsv(open: Open, file: string, given: Given): Promise<TableReader> {
  const form = await readForm(open, file, given);
  const { header } = given;
  return { file, form, isText: true, read: (begin) => readTable({ open, file, form, header }, begin) };
}

/** The first bytes: enough to tell the form. */
async function readForm(open: Open, file: string, given: Given): Promise<CsvForm> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= 2 ** 16) break;
  }
  const { delimiter, decimal } = given;
  try {
    const head = Buffer.concat(parts).subarray(0, 2 ** 16);
    return guessForm(head, { ...(delimiter && { delimiter }), ...(decimal && { decimal }) });
  } catch (error) {
    throw nameFile(error, file);
  }
}

/**
 * Calls `begin` with the header, then the function that it answers with every example and its place, "file:line".
 * Returns the sha256 (hex) of what was read.
 */
async function readTable(
  { open, file, form, header }: { open: Open; file: string; form: CsvForm; header?: boolean | undefined },
  begin: (header: Header) => TakeRecord,
): Promise<string> {
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const chunk of open()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  let take: TakeRecord | undefined;
  try {
    await readCsv(hashed(), form.delimiter, (record, line) => {
      if (take) return take(record, `${file}:${line}`);
      const found = headerOf(record, form.decimal, header, file);
      take = begin(found);
      if (!found.isThere) take(record, `${file}:${line}`);
    });
  } catch (error) {
    throw nameFile(error, file);
  }
  if (!take) throw new NetworkError("csv-empty/table", { file });
  return hash.digest("hex");
}

/** A first line without a number is a header. */
function headerOf(record: string[], decimal: "." | ",", wanted: boolean | undefined, file: string): Header {
  const isThere = wanted ?? !record.some((field) => parseNumber(field, decimal) !== undefined);
  return { names: headerNames(record, isThere, file), isThere };
}

/** Columns without names are called by their number, from 1. */
export function headerNames(record: string[], isThere: boolean, file: string): string[] {
  const names = record.map((field, i) => (isThere && !isMissing(field) ? field : String(i + 1)));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new NetworkError("csv-header", { file, name: twice });
  }
  return names;
}

/** Where labels and inputs stand in a record. Throws a NetworkError of kind "config" for a column that is not there. */
export function chooseColumns({ names }: Header, config: TableConfig, file: string) {
  const position = (key: string) => (name: string) => {
    const found = names.indexOf(name);
    if (found >= 0) return found;
    const columns = names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");
    throw new NetworkError("csv-column/missing", { key, file, name, columns });
  };
  const labels = [config.label].flat().map(position("label"));
  const excluded = (config.exclude ?? []).map(position("exclude"));
  const asked = config.features?.map(position("features")) ?? names.map((_, i) => i).filter((i) => !labels.includes(i));
  const features = asked.filter((i) => !excluded.includes(i));
  const both = features.find((i) => labels.includes(i));
  if (both !== undefined) {
    throw new NetworkError("csv-column/label", { name: names[both] });
  }
  if (features.length === 0) {
    throw new NetworkError("csv-column/none", { file });
  }
  return { labels, features };
}
