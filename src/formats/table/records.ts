/** The records of a text table whose form is known, one by one, so that a large file never lies in memory. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { maxRecordBytes, refused } from "../csv";
import { FormatError } from "../formatError";
import { isComment, protectErrorsIn } from "./comments";
import { toUtf8 } from "./encoding";
import type { TableForm } from "./form";
import { isRule, parserOptions, splitBlanks } from "./split";

type OnRecord = (fields: string[], line: number) => void;

/**
 * Calls `onRecord` with the fields of every record, trimmed, and the line (from 1) that it ends in; empty lines and
 * comments are passed over. Throws FormatError, and what onRecord throws.
 */
export async function readRecords(
  chunks: AsyncIterable<Uint8Array>,
  form: Omit<TableForm, "decimal">,
  onRecord: OnRecord,
): Promise<void> {
  const { skipLines = 0, encoding = "utf-8" } = form;
  const text = withoutLines(toUtf8(chunks, encoding), skipLines);
  if (form.delimiter === " ") return readBlanks(text, form, onRecord);
  const fields = protectErrorsIn(text, form.comment, form.quote);
  const parser = parse({
    ...parserOptions(form),
    max_record_size: maxRecordBytes,
    on_record: (fields: string[], { lines }) => {
      if (!isRule(fields, form.delimiter)) onRecord(fields, lines + skipLines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(fields, { objectMode: false }), parser, async (records) => {
      for await (const _ of records);
    });
  } catch (error) {
    throw error instanceof CsvError ? refused(error) : error;
  }
}

const [newline, carriageReturn] = [10, 13];

/** Lines end with \r, \n or both. */
async function* withoutLines(chunks: AsyncIterable<Uint8Array>, count: number): AsyncIterable<Uint8Array> {
  let left = count;
  let afterReturn = false;
  for await (const chunk of chunks) {
    let at = 0;
    for (; at < chunk.length && (left > 0 || (afterReturn && chunk[at] === newline)); at++) {
      const isReturn = chunk[at] === carriageReturn;
      if (isReturn || (chunk[at] === newline && !afterReturn)) left--;
      afterReturn = isReturn;
    }
    if (at < chunk.length) {
      afterReturn = false;
      yield chunk.subarray(at);
    }
  }
}

async function readBlanks(
  chunks: AsyncIterable<Uint8Array>,
  { comment, skipLines = 0 }: Omit<TableForm, "decimal">,
  onRecord: OnRecord,
): Promise<void> {
  const decoder = new TextDecoder();
  let line = skipLines;
  let rest = "";
  const take = (text: string) => {
    line++;
    if (isComment(text, comment)) return;
    const fields = splitBlanks(text);
    if (fields.length > 0) onRecord(fields, line);
  };
  for await (const chunk of chunks) {
    // A \r at the end may be half of an end.
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    if (rest.length > maxRecordBytes) throw new FormatError("text-line", { line: line + 1 });
    for (const text of lines) take(text);
  }
  for (const text of (rest + decoder.decode()).split("\r")) take(text);
}
