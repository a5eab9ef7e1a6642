/** gzip, by zlib: it verifies checksum and length, and works beside the main thread. */
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { FormatError } from "./formatError";
import { claimMemory, roomFor } from "./memoryBound";
import { startsWith } from "./signature";

export const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x1f, 0x8b]);

const inflate = promisify(gunzip);

/** Data of so many bytes may be packed as tightly as it will. */
const free = 256 * 2 ** 20;
/** Beyond that: deflate packs nothing tighter than 1,032 to 1, and numbers that are worth learning far less tightly. */
const tightest = 250;

/** How many bytes may come out of so many packed ones: an archive that is made to fill the memory is refused before. */
export const unpackedBound = (packed: number): number => Math.max(free, tightest * packed);

/** What was compressed. Throws FormatError. @param bound of the unpacked bytes, by those of the packed ones */
export async function readGzip(bytes: Uint8Array, bound = unpackedBound): Promise<Uint8Array> {
  const most = Math.min(bound(bytes.length), 2 ** 32);
  // Node collects the pieces, and puts them together in the end.
  const room = Math.floor(roomFor(2 * most) / 2);
  try {
    return await inflate(bytes, { maxOutputLength: Math.min(most, room) });
  } catch (error) {
    // The last four bytes say how many were packed; they may be wrong, the bound is not.
    if (isTooLarge(error) && room < most) claimMemory(Math.max(2 * room + 2 ** 20, 2 * lengthAtTheEnd(bytes)));
    throw gzipError(error);
  }
}

const lengthAtTheEnd = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(Math.max(0, bytes.length - 4), true);

const isTooLarge = (error: unknown) => (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";

/** What was compressed, chunk by chunk. Throws FormatError, and what reading `chunks` throws. */
export async function* unpackGzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: false });
  const unpacked = createGunzip();
  // What goes wrong is thrown by the loop below, also when it happens while nobody waits.
  unpacked.on("error", () => {});
  source.on("error", (error) => unpacked.destroy(error));
  try {
    yield* source.pipe(unpacked);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith("Z_") ? gzipError(error) : error;
  } finally {
    source.destroy();
  }
}

function gzipError(error: unknown): FormatError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") {
    return new FormatError("gzip-truncated", {});
  }
  if (isTooLarge(error)) {
    return new FormatError("gzip-too-large", {});
  }
  return new FormatError("gzip-corrupt", {});
}
