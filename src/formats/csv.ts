/** Delimited tables by the rules of version 0.1.0, record by record; uses csv-parse. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { FormatError } from "./formatError";

/** Longer than any real record; stops an unclosed quote from reading the whole file into one field. */
export const maxRecordBytes = 2 ** 24;

/**
 * Calls `onRecord` with the trimmed fields of every record and the line (from 1) it ends in; skips empty lines. Throws
 * FormatError, and errors of onRecord.
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

/** Converts an error of csv-parse to a FormatError. @param before number of lines before its input */
export function refused({ code, message, lines, column }: CsvError, before = 0): FormatError {
  const line = before + (lines as number);
  switch (code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH": {
      const [, expected = "", found = ""] = /expect (\d+), got (\d+)/.exec(message) ?? [];
      return new FormatError("csv-fields", { line, found, expected });
    }
    case "CSV_MAX_RECORD_SIZE":
      return new FormatError("csv-quote/long", { line });
    case "CSV_QUOTE_NOT_CLOSED":
      return new FormatError("csv-quote/unclosed", { line });
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return new FormatError("csv-quote/inside", {
        line,
        ...(typeof column === "number" && { field: column + 1 }),
      });
    default:
      // The parser counts the lines of its own input.
      return new FormatError("csv-damaged", { line, reason: message.split("\n")[0].replace(/ at line \d+/, "") });
  }
}

/** Properties common to all text tables. */
export interface CsvForm {
  delimiter: string;
  decimal: "." | ",";
}
