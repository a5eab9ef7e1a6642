/** In which encoding a text is, and its bytes as UTF-8. */
import { isUtf8 } from "node:buffer";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

type Open = () => AsyncIterable<Uint8Array>;

/**
 * A mark at the beginning or the zeros of UTF-16 tell it; of the rest the whole file decides, as one byte that is no
 * UTF-8 may stand in its last line.
 */
export async function findEncoding(head: Uint8Array, open: Open): Promise<Encoding> {
  return ofHead(head) ?? ((await areUtf8(open())) ? "utf-8" : "windows-1252");
}

function ofHead(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const zeros = [0, 0];
  const looked = Math.min(head.length, 4096) & ~1;
  for (let i = 0; i < looked; i++) if (head[i] === 0) zeros[i % 2]++;
  const most = looked / 2;
  if (looked >= 8 && zeros[1] > 0.7 * most && zeros[0] < 0.02 * most) return "utf-16le";
  if (looked >= 8 && zeros[0] > 0.7 * most && zeros[1] < 0.02 * most) return "utf-16be";
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

/** Where the last character that may be cut off begins. */
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
  return new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, "");
}

/** The same text in UTF-8. */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === "utf-8") return yield* chunks;
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
