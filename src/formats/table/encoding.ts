/** Detects a text's encoding, and converts its bytes to UTF-8. */
import { isUtf8 } from "node:buffer";
import { FormatError } from "../formatError";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

type Open = () => AsyncIterable<Uint8Array>;

/**
 * Detects the encoding from a byte order mark or the zeros of UTF-16; otherwise from the whole file, as the first byte
 * that is no UTF-8 may be in its last line.
 */
export async function findEncoding(head: Uint8Array, open: Open): Promise<Encoding> {
  return ofHead(head) ?? ((await areUtf8(open())) ? "utf-8" : "windows-1252");
}

/** Returns the encoding of a byte order mark; undefined without one. */
export function markOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? "utf-8" : undefined;
}

function ofHead(head: Uint8Array): Encoding | undefined {
  const marked = markOf(head);
  if (marked) return marked;
  const zeros = [0, 0];
  const length = Math.min(head.length, 4096) & ~1;
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i % 2]++;
  const most = length / 2;
  if (length >= 8 && zeros[1] > 0.7 * most && zeros[0] < 0.02 * most) return "utf-16le";
  if (length >= 8 && zeros[0] > 0.7 * most && zeros[1] < 0.02 * most) return "utf-16be";
  return undefined;
}

async function areUtf8(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    rest = bytes.slice(end);
  }
  return rest.length === 0;
}

/** Returns the start of the last character if it may be truncated, else the length. */
function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back];
    if (byte < 0x80) return length;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? length - back : length;
  }
  return length;
}

export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes).replace(encoding === "windows-1252" ? wrongMark : /^\uFEFF/, "");
}

/** The byte order mark of UTF-8 read as Windows-1252, which may start a file concatenated from both. */
const wrongMark = /^ï»¿/;

/** Converts a text to UTF-8. Throws a FormatError if the bytes are invalid in this encoding. */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === "utf-8") return yield* checked(chunks);
  const isWide = encoding !== "windows-1252";
  const decoder = new TextDecoder(encoding, { fatal: isWide });
  let isFirst = true;
  const text = (chunk?: Uint8Array) => {
    try {
      const decoded = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      const whole = isFirst && !isWide ? decoded.replace(wrongMark, "") : decoded;
      isFirst &&= decoded === "";
      return Buffer.from(whole);
    } catch {
      throw new FormatError("csv-encoding/utf-16", {});
    }
  };
  for await (const chunk of chunks) yield text(chunk);
  yield text();
}

/** Passes the chunks on after checking them: unchecked, different invalid bytes would become the same character. */
async function* checked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  let line = 1;
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, end))) throw new FormatError("csv-encoding/utf-8", { line: wrongLine(bytes, line) });
    for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) line++;
    rest = bytes.slice(end);
    yield chunk;
  }
  if (rest.length > 0) throw new FormatError("csv-encoding/utf-8", { line });
}

/** Returns the line of the first byte that is no UTF-8. */
function wrongLine(bytes: Uint8Array, first: number): number {
  let line = first;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  return line;
}
