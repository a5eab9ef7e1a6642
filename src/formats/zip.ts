/**
 * Reads zip archives by their central directory, stored and deflated entries; verifies every checksum and trusts no
 * stated size before the bytes exist. (fflate, used for writing, checks neither.)
 */
import { constants, inflateRawSync } from "node:zlib";
import { crc32 } from "./crc32";
import { FormatError } from "./formatError";
import { chunkOptions, unpackedBound } from "./gzip";
import { claimMemory, roomFor } from "./memoryBound";
import { seemsToBe } from "./signature";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
const endSize = 22;
const maxCommentBytes = 65535;

/**
 * Yields name and contents of every wanted file, in the archive's order, without folders. Throws FormatError.
 * @param bound largest unpacked size of an entry for its packed size
 */
export function* readZip(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean = () => true,
  bound = unpackedBound,
): Generator<[name: string, contents: Uint8Array]> {
  const view = viewOf(bytes);
  const end = findEnd(view, bytes);
  let unclaimed = bytes.length;
  for (const entry of readDirectory(bytes.subarray(0, end), directoryOf(view, end))) {
    unclaimed -= entry.packed;
    if (unclaimed < 0) throw new FormatError("zip-corrupt/entries-too-large", {});
    if (!entry.name.endsWith("/") && isWanted(entry.name)) yield [entry.name, readEntry(view, bytes, entry, bound)];
  }
}

/** Returns the names of all files, without unpacking. Throws FormatError. */
export function zipNames(bytes: Uint8Array): string[] {
  const end = findEnd(viewOf(bytes), bytes);
  const entries = [...readDirectory(bytes.subarray(0, end), directoryOf(viewOf(bytes), end))];
  return entries.map(({ name }) => name).filter((name) => !name.endsWith("/"));
}

/** Returns name and size of all files from the central directory, the limit of readZip's bytes. Throws FormatError. */
export function listZip(bytes: Uint8Array): { name: string; size: number }[] {
  const end = findEnd(viewOf(bytes), bytes);
  const entries = readDirectory(bytes.subarray(0, end), directoryOf(viewOf(bytes), end));
  return Array.from(entries, ({ name, size }) => ({ name, size }));
}

/**
 * Yields the name of every file and the first `most` bytes of its contents, reading step by step: an archive of any
 * size responds at once. Checks no checksum. Throws FormatError.
 */
export async function* peekZip(
  read: (start: number, length: number) => Promise<Uint8Array>,
  size: number,
  most: number,
): AsyncGenerator<[name: string, head: Uint8Array]> {
  const tailStart = Math.max(0, size - endSize - maxCommentBytes);
  const tail = await read(tailStart, size - tailStart);
  const end = findEnd(viewOf(tail), tail);
  const { start, count } = directoryOf(viewOf(tail), end);
  const directory = await read(start, Math.max(0, tailStart + end - start));
  for (const entry of readDirectory(directory, { start: 0, count })) {
    if (entry.name.endsWith("/")) continue;
    const header = await read(entry.start, 30);
    if (header.length < 30) throw new FormatError("zip-corrupt/missing", { name: entry.name });
    const packed = await read(contentsOf(viewOf(header), entry.start, 0), Math.min(entry.packed, most));
    yield [entry.name, entry.method === 8 ? unpackHead(packed, entry.name) : packed];
  }
}

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length);

/** Returns the offset and the number of entries of the central directory. */
const directoryOf = (view: DataView, end: number) => ({
  start: view.getUint32(end + 16, true),
  count: view.getUint16(end + 10, true),
});

function* readDirectory(bytes: Uint8Array, { start, count }: { start: number; count: number }): Generator<Entry> {
  const view = viewOf(bytes);
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry)
      throw new FormatError("zip-corrupt/entry-count", { entry: i + 1, count });
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    yield {
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    };
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** Returns the offset of an entry's contents. @param header offset of its local header in `view` */
const contentsOf = (view: DataView, start: number, header: number): number =>
  start + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);

function unpackHead(packed: Uint8Array, name: string): Uint8Array {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw new FormatError("zip-corrupt/unpack", { name });
  }
}

/** Finds the end record, which is last, before a comment. */
function findEnd(view: DataView, bytes: Uint8Array): number {
  for (let at = bytes.length - endSize; at >= 0 && at >= bytes.length - endSize - maxCommentBytes; at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  if (seemsToBe(bytes) === "a zip archive") {
    throw new FormatError("zip-truncated", {});
  }
  throw new FormatError("zip-magic", { found: seemsToBe(bytes) });
}

interface Entry {
  name: string;
  encrypted: boolean;
  method: number;
  checksum: number;
  packed: number;
  size: number;
  start: number;
}

function readEntry(view: DataView, bytes: Uint8Array, entry: Entry, bound: typeof unpackedBound): Uint8Array {
  const { name, packed, size, start } = entry;
  if (entry.encrypted) throw new FormatError("zip-encrypted", { name });
  if (start + 30 > bytes.length || view.getUint32(start, true) !== localEntry)
    throw new FormatError("zip-corrupt/missing", { name });
  const from = contentsOf(view, start, start);
  if (from + packed > bytes.length) throw new FormatError("zip-corrupt/cut-off", { name });
  const contents = unpack(bytes.subarray(from, from + packed), entry, bound(packed));
  if (contents.length !== size || crc32(contents) !== entry.checksum)
    throw new FormatError("zip-corrupt/checksum", { name });
  return contents;
}

function unpack(packed: Uint8Array, { name, method, size }: Entry, bound: number): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) {
    throw new FormatError("zip-method", { name, method });
  }
  // Node collects the chunks, and concatenates them at the end.
  if (size <= bound) claimMemory(2 * size);
  const most = size <= bound ? size : Math.min(bound, roomFor(2 * bound) / 2);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.floor(most)), ...chunkOptions(most) });
  } catch (error) {
    const isBeyond = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" && size > bound;
    if (isBeyond) throw new FormatError("zip-too-large", { name, size });
    throw new FormatError("zip-corrupt/unpack", { name });
  }
}
