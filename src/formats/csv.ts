/** Tables of separated values, read record by record, so that a large file never lies in memory. By csv-parse. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { FormatError } from "./formatError";
import { seemsToBe } from "./signature";

/** Longer than any line that is meant: an open quote must not swallow a whole file. */
const maxRecordBytes = 2 ** 24;

/**
 * Calls `onRecord` with the fields of every record, trimmed, and the line (from 1) that it ends in; empty lines are
 * passed over. Throws FormatError, and what onRecord throws.
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  onRecord: (fields: string[], line: number) => void,
): Promise<void> {
  const parser = parse({
    delimiter,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
    on_record: (fields: string[], { lines }) => {
      onRecord(fields, lines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), parser, async (records) => {
      for await (const _ of records);
    });
  } catch (error) {
    throw error instanceof CsvError ? refused(error) : error;
  }
}

function refused({ code, message, lines, column }: CsvError): FormatError {
  const line = lines as number;
  switch (code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH": {
      const [, expected = "", found = ""] = /expect (\d+), got (\d+)/.exec(message) ?? [];
      return new FormatError("csv-fields", { line, found, expected });
    }
    case "CSV_QUOTE_NOT_CLOSED":
    case "CSV_MAX_RECORD_SIZE":
      return new FormatError("csv-quote/unclosed", { line });
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return new FormatError("csv-quote/inside", {
        line,
        ...(typeof column === "number" && { field: column + 1 }),
      });
    default:
      return new FormatError("csv-damaged", { line, reason: message.split("\n")[0] });
  }
}

/** What the beginning of a table tells of its form. */
export interface CsvForm {
  delimiter: string;
  decimal: "." | ",";
}

const delimiters = [",", ";", "\t", "|"];

/**
 * Detects delimiter and decimal mark, unless given, from the first bytes. Throws FormatError where this is not text.
 */
export function guessForm(head: Uint8Array, given: { delimiter?: string; decimal?: "." | "," }): CsvForm {
  const lines = headLines(head);
  const delimiter = given.delimiter ?? guessDelimiter(lines);
  const fields = lines.flatMap((line) => line.split(delimiter)).map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const comma = delimiter !== "," && fields.some((field) => /^[+-]?\d*,\d+$/.test(field));
  const point = fields.some((field) => /^[+-]?\d*\.\d+$/.test(field));
  return { delimiter, decimal: given.decimal ?? (comma && !point ? "," : ".") };
}

/** Whole lines at the beginning, without what stands between quotes. */
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

/** The one that stands equally often in most lines, and at all; between equals the one that stands most often. */
function guessDelimiter(lines: readonly string[]): string {
  const bare = lines.map((line) => line.replace(/"[^"]*"/g, ""));
  const scores = delimiters.map((delimiter) => {
    const counts = bare.map((line) => line.split(delimiter).length - 1);
    const alike = counts.filter((count) => count === counts[0]).length / counts.length;
    return counts[0] > 0 ? alike * 1000 + counts[0] : 0;
  });
  return delimiters[scores.indexOf(Math.max(...scores))];
}
