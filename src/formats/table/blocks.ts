/** Reads the records of a text table in blocks, from bytes, as far as every reader splits them alike. */
import { FieldBlock } from "./fieldBlock";
import type { TableForm } from "./form";
import { isRule, splitLine } from "./split";
import { ByteSplitter } from "./splitBytes";

type Form = Omit<TableForm, "decimal">;

export type OnRecord = (fields: string[], line: number) => void;

/** Receives records of `width` fields in blocks. */
interface TakeBlocks {
  width: number;
  /** Returns false, without an effect, if the block's records have to be taken one by one. */
  take(block: FieldBlock): boolean;
}

/** Returns undefined before the first record is taken, and false if the others are taken one by one. */
export type Blocks = () => TakeBlocks | false | undefined;

/** The records that another reader has to read. */
export interface Rest {
  /** Bytes before those of the remaining chunks; undefined at the beginning of the table. */
  bytes?: Uint8Array;
  /** Number of lines before them. */
  lines: number;
  /** True if a record before them has a quote. */
  isQuoted?: boolean;
}

/** Returns true if single bytes distinguish the delimiter and comments from blanks, quotes and numbers. */
export function isSplitByBytes({ delimiter, quote, escapedBy, comment }: Form): boolean {
  const isMark = (mark: string) => /^[^\w\s"'+.\\-]$/.test(mark) && mark.charCodeAt(0) < 128;
  if (quote !== undefined || escapedBy !== undefined || (delimiter !== "\t" && !isMark(delimiter))) return false;
  return comment === undefined || (isMark(comment[0] ?? "") && comment[0] !== delimiter);
}

/** Longest incomplete record; a longer one may have a quote that is never closed. */
const longest = 2 ** 20;
const fewFields = 2 ** 16;
const [newline, carriageReturn] = [10, 13];
const byteOrderMark = Buffer.from("\uFEFF");

/** Returns the records from the first one that only another reader reads; undefined at the end of the table. */
export async function readBlocks(
  chunks: AsyncGenerator<Uint8Array>,
  form: Form,
  { onRecord, blocks }: { onRecord: OnRecord; blocks: Blocks },
): Promise<Rest | undefined> {
  const reader = new BlockReader(form, onRecord, blocks);
  for (;;) {
    const { value, done = false } = await chunks.next();
    const rest = reader.read(value, done);
    if (rest || done) return rest;
  }
}

class BlockReader {
  private buffer = Buffer.alloc(2);
  private length = 0;
  private isStart = true;
  private readonly block = new FieldBlock();
  private readonly splitter: ByteSplitter;

  constructor(
    private readonly form: Form,
    private readonly onRecord: OnRecord,
    private readonly blocks: Blocks,
  ) {
    const { delimiter, comment, skipLines = 0 } = form;
    this.splitter = new ByteSplitter(delimiter.charCodeAt(0), comment?.charCodeAt(0) ?? -1);
    this.splitter.line = skipLines;
  }

  /** Reads the complete records of these bytes and those left from before. */
  read(chunk: Uint8Array | undefined, isEnd: boolean): Rest | undefined {
    if (chunk) this.append(chunk);
    let at = 0;
    if (this.isStart) {
      if (this.length < byteOrderMark.length && !isEnd) return undefined;
      if (this.buffer.subarray(0, this.length).indexOf(byteOrderMark) === 0) at = byteOrderMark.length;
      this.isStart = false;
    }
    const { splitter } = this;
    splitter.at = at;
    const isLeft = !this.readComplete(isEnd);
    const { line: lines, isQuoted } = splitter;
    const bytes = this.buffer.subarray(splitter.at, this.length);
    if (isLeft || bytes.length > longest) {
      // The parser takes a byte order mark at its beginning for one, but not behind an empty line.
      return isQuoted
        ? { bytes: Buffer.concat([Buffer.from("\n"), bytes]), lines: lines - 1, isQuoted }
        : { bytes, lines };
    }
    this.buffer.copyWithin(0, splitter.at, this.length);
    this.length = bytes.length;
    return undefined;
  }

  private append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length + 2;
    if (this.buffer.length < needed) {
      const larger = Buffer.allocUnsafe(needed + (needed >> 2));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    this.buffer.set(chunk, this.length);
    this.length += chunk.length;
  }

  /** Returns false at a record for another reader. */
  private readComplete(isEnd: boolean): boolean {
    const { block, splitter, buffer, length } = this;
    buffer[length] = newline;
    block.bytes = buffer;
    for (;;) {
      const taker = this.blocks();
      if (taker === false) return false;
      let stop: ReturnType<ByteSplitter["split"]> = "width";
      if (taker) {
        block.width = taker.width;
        block.reserve(Math.max(fewFields, taker.width));
        stop = splitter.split(block, splitter.at, length, isEnd);
        if (block.rows > 0 && !taker.take(block)) this.takeRecords();
        if (stop === "full") continue;
      }
      if (stop === "width") {
        block.reserve(length - splitter.at + 1);
        stop = splitter.split(block, splitter.at, length, isEnd, true);
        if (block.rows > 0) {
          this.takeRecords();
          continue;
        }
      }
      if (stop === "end") return true;
      if (stop === "parser" || splitter.isQuoted) return false;
      const read = this.readLine(isEnd);
      if (read !== "line") return read === "end";
    }
  }

  private takeRecords(): void {
    const { block, form } = this;
    for (let row = 0; row < block.rows; row++) {
      const fields = block.record(row);
      if (!isRule(fields, form.delimiter)) this.onRecord(fields, block.lines[row]);
    }
  }

  /** Reads a line that may be a comment; not if it is incomplete, or has a quote. */
  private readLine(isEnd: boolean): "line" | "end" | "parser" {
    const { splitter, buffer, length, form } = this;
    let end = splitter.at;
    while (end < length && buffer[end] !== newline && buffer[end] !== carriageReturn) end++;
    const line = buffer.toString("utf8", splitter.at, end);
    if (line.includes('"')) return "parser";
    if (end + 1 >= length && !isEnd) return "end";
    const fields = splitLine(line, form.delimiter, form.comment);
    const isPair = buffer[end] === carriageReturn && buffer[end + 1] === newline && end + 1 < length;
    splitter.at = Math.min(length, end + (isPair ? 2 : 1));
    splitter.line++;
    if (fields.length > 0 && !isRule(fields, form.delimiter)) this.onRecord(fields, splitter.line);
    return "line";
  }
}
