/**
 * Reads a text table as version 0.1.0 did: rules 1 of src/data/reading.ts. Its runs are always read in this way, so
 * this file must not change.
 */
import { createHash } from "node:crypto";
import { NetworkError } from "../core/errors";
import { type CsvForm, readCsv } from "../formats/csv";
import { FormatError } from "../formats/formatError";
import { seemsToBe } from "../formats/signature";
import { nameFile } from "./errors";
import { isMissingByRules1, parseNumber } from "./fields";
import { firstPositions } from "./firstPositions";
import type { Open } from "./table/open";
import type { Header, TableReader, TakeRecord } from "./tableReader";

interface Given {
  delimiter?: string | undefined;
  decimal?: "." | "," | undefined;
  header?: boolean | undefined;
}

/** Opens a table. Detects its form from the beginning, unless it is given. */
export async function openCsvByRules1(open: Open, file: string, given: Given): Promise<TableReader> {
  const form = await readForm(open, file, given);
  const { header } = given;
  return { file, form, isText: true, rules: 1, read: (begin) => readTable({ open, file, form, header }, begin) };
}

/** Detects the form from the first 64 KiB. */
async function readForm(open: Open, file: string, { delimiter, decimal }: Given): Promise<CsvForm> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of open()) {
    parts.push(chunk.slice());
    length += chunk.length;
    if (length >= 2 ** 16) break;
  }
  try {
    const head = Buffer.concat(parts).subarray(0, 2 ** 16);
    return guessForm(head, { ...(delimiter && { delimiter }), ...(decimal && { decimal }) });
  } catch (error) {
    throw nameFile(error, file);
  }
}

async function readTable(
  { open, file, form, header }: { open: Open; file: string; form: CsvForm; header: boolean | undefined },
  begin: (header: Header) => TakeRecord,
): Promise<string> {
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const chunk of open()) {
      hash.update(chunk);
      // Streams keep some chunks.
      yield chunk.slice();
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

/** Returns the header: a first line without a number, or names that are numbers from 1. */
function headerOf(record: string[], decimal: "." | ",", wanted: boolean | undefined, file: string): Header {
  const isThere = wanted ?? !record.some((field) => parseNumber(field, decimal) !== undefined);
  const names = record.map((field, i) => (isThere && !isMissingByRules1(field) ? field : String(i + 1)));
  const first = firstPositions(names);
  const twice = names.find((name, i) => first.get(name) !== i);
  if (twice !== undefined) {
    throw new NetworkError("csv-header", { file, name: twice });
  }
  return { names, isThere };
}

const delimiters = [",", ";", "\t", "|"];

/**
 * Detects delimiter and decimal mark from the first bytes, unless given. Throws FormatError if the file is not text.
 */
function guessForm(head: Uint8Array, given: { delimiter?: string; decimal?: "." | "," }): CsvForm {
  const lines = headLines(head);
  const delimiter = given.delimiter ?? guessDelimiter(lines);
  const fields = lines.flatMap((line) => line.split(delimiter)).map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const comma = delimiter !== "," && fields.some((field) => /^[+-]?\d*,\d+$/.test(field));
  const point = fields.some((field) => /^[+-]?\d*\.\d+$/.test(field));
  return { delimiter, decimal: given.decimal ?? (comma && !point ? "," : ".") };
}

/** Returns up to 100 whole lines from the beginning. Throws a FormatError if the file is empty or not text. */
function headLines(head: Uint8Array): string[] {
  if (head.length === 0) throw new FormatError("csv-empty", {});
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new FormatError("csv-encoding", {});
  }
  const kind = seemsToBe(head);
  if (kind !== "text" && head.subarray(0, 4096).includes(0)) {
    throw new FormatError("csv-magic/binary", { found: kind });
  }
  if (kind === "a web page") throw new FormatError("csv-magic/web-page", {});
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, "");
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  return (lines.length > 1 ? lines.slice(0, -1) : lines).slice(0, 100);
}

/** Returns the delimiter with the same count in the most lines; of equal ones the most frequent. */
function guessDelimiter(lines: readonly string[]): string {
  const bare = lines.map((line) => line.replace(/"[^"]*"/g, ""));
  const scores = delimiters.map((delimiter) => {
    const counts = bare.map((line) => line.split(delimiter).length - 1);
    const alike = counts.filter((count) => count === counts[0]).length / counts.length;
    return counts[0] > 0 ? alike * 1000 + counts[0] : 0;
  });
  return delimiters[scores.indexOf(Math.max(...scores))];
}
