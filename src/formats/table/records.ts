/** Reads the records of a text table of known form one by one, so that a large file is never in memory as a whole. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { maxRecordBytes, refused } from "../csv";
import { FormatError } from "../formatError";
import { type Blocks, isSplitByBytes, type OnRecord, type Rest, readBlocks } from "./blocks";
import { protectErrorsIn } from "./comments";
import { toUtf8 } from "./encoding";
import type { TableForm } from "./form";
import { isRule, parserOptions, splitLine } from "./split";

type Form = Omit<TableForm, "decimal">;

/**
 * Calls `onRecord` with the trimmed fields of every record and the line (from 1) it ends in; skips empty lines and
 * comments. Throws FormatError, and errors of onRecord.
 * @param blocks returns, after a record, who takes the following records in blocks
 */
export async function readRecords(
  chunks: AsyncIterable<Uint8Array>,
  form: Form,
  onRecord: OnRecord,
  blocks?: Blocks,
): Promise<void> {
  const { skipLines = 0, encoding = "utf-8" } = form;
  const bytes = withoutLines(toUtf8(chunks, encoding), skipLines);
  try {
    const all: Rest = { lines: skipLines };
    const rest = blocks && isSplitByBytes(form) ? await readBlocks(bytes, form, { onRecord, blocks }) : all;
    if (!rest) return;
    const pieces = decoded(bytes, rest);
    const left = rest.isQuoted ? { text: "", lines: rest.lines } : await readLines(pieces, form, rest.lines, onRecord);
    if (left) await readQuoted(left, pieces, form, onRecord);
  } finally {
    await bytes.return(undefined);
  }
}

const [newline, carriageReturn] = [10, 13];

/** Skips `count` lines, which end with LF, CR or both. */
async function* withoutLines(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
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

async function* decoded(chunks: AsyncIterable<Uint8Array>, { bytes }: Rest): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: bytes !== undefined });
  if (bytes) yield decoder.decode(bytes, { stream: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The rest of a table from the first line with a quote on. */
interface Left {
  text: string;
  /** Number of lines before it. */
  lines: number;
}

/**
 * Reads line by line up to the first quote, which is several times faster than a parser that reads byte by byte.
 * Returns the rest, undefined at the end.
 */
async function readLines(
  pieces: AsyncGenerator<string>,
  { comment, delimiter, quote }: Form,
  before: number,
  onRecord: OnRecord,
): Promise<Left | undefined> {
  const mark: string = quote ?? '"';
  let lines = before;
  const take = (line: string) => {
    lines++;
    const fields = splitLine(line, delimiter, comment);
    if (fields.length > 0 && !isRule(fields, delimiter)) onRecord(fields, lines);
  };
  let rest = "";
  let afterReturn = false;
  for (;;) {
    const { value = "", done = false } = await pieces.next();
    rest += value;
    if (delimiter !== " " && value.includes(mark)) {
      const start = 1 + rest.slice(0, rest.indexOf(mark)).search(/[\r\n][^\r\n]*$/);
      for (const line of linesOf(rest.slice(0, start)).slice(0, -1)) take(line);
      return { text: rest.slice(start), lines };
    }
    // An incomplete line is not split again with every chunk.
    if (done || afterReturn || /[\r\n]/.test(value)) {
      // A CR at the end of a chunk may be the first half of CR LF.
      const found = done ? linesOf(rest) : rest.split(/\r\n|\n|\r(?!$)/);
      rest = done ? "" : (found.pop() ?? "");
      for (const line of found) take(line);
    }
    if (done) return undefined;
    if (value !== "") afterReturn = value.endsWith("\r");
    if (rest.length > maxRecordBytes) throw new FormatError("text-line", { line: lines + 1 });
  }
}

const linesOf = (text: string) => text.split(/\r\n|\n|\r/);

/** Reads records whose fields may be quoted, and contain delimiters and line ends. */
async function readQuoted(
  { text, lines: before }: Left,
  pieces: AsyncGenerator<string>,
  form: Form,
  onRecord: OnRecord,
): Promise<void> {
  async function* bytes() {
    yield Buffer.from(text);
    for await (const piece of pieces) yield Buffer.from(piece);
  }
  const fields = protectErrorsIn(bytes(), form.comment, form.quote);
  const parser = parse({
    ...parserOptions(form),
    max_record_size: maxRecordBytes,
    on_record: (fields: string[], { lines }) => {
      if (!isRule(fields, form.delimiter)) onRecord(fields, before + lines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(fields, { objectMode: false }), parser, async (records) => {
      for await (const _ of records);
    });
  } catch (error) {
    throw error instanceof CsvError ? refused(error, before) : error;
  }
}
