/** gzip by zlib, which verifies checksum and length and runs outside the main thread. */
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { FormatError } from "./formatError";
import { claimMemory, roomFor } from "./memoryBound";
import { startsWith } from "./signature";

export const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x1f, 0x8b]);

const inflate = promisify(gunzip);

/** Up to this unpacked size, the compression ratio is not limited. */
const unlimitedBytes = 256 * 2 ** 20;
/** Largest compression ratio beyond that: deflate reaches 1,032 to 1, but useful numbers compress far less. */
const maxRatio = 250;

/** Returns the largest accepted unpacked size for a packed size, which rejects decompression bombs early. */
export const unpackedBound = (packed: number): number => Math.max(unlimitedBytes, maxRatio * packed);

/**
 * Returns zlib's chunk size in bytes: with the default of 16 kB, passing on a gigabyte takes longer than unpacking it.
 */
export const chunkOptions = (unpacked: number): { chunkSize: number } => ({
  chunkSize: unpacked > 2 ** 20 ? 2 ** 20 : 2 ** 14,
});

/** Returns the decompressed bytes. Throws FormatError. @param bound largest unpacked size for a packed size */
export async function readGzip(bytes: Uint8Array, bound = unpackedBound): Promise<Uint8Array> {
  const most = Math.min(bound(bytes.length), 2 ** 32);
  // Node collects the chunks, and concatenates them at the end.
  const room = Math.floor(roomFor(2 * most) / 2);
  try {
    return await inflate(bytes, { maxOutputLength: Math.min(most, room), ...chunkOptions(16 * bytes.length) });
  } catch (error) {
    // The last four bytes state the unpacked size; they may be wrong, the bound is not.
    if (isTooLarge(error) && room < most) claimMemory(Math.max(2 * room + 2 ** 20, 2 * lengthAtTheEnd(bytes)));
    throw gzipError(error, most);
  }
}

const lengthAtTheEnd = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(Math.max(0, bytes.length - 4), true);

const isTooLarge = (error: unknown) => (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";

/**
 * Decompresses chunk by chunk. Throws FormatError, and errors of reading `chunks`.
 * @param most largest unpacked size in bytes, which limits the time, as a stream takes little memory
 */
export async function* unpackGzip(
  chunks: AsyncIterable<Uint8Array>,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: false });
  const unpacked = createGunzip({ chunkSize: 2 ** 18 });
  // The loop below throws the errors, including those that occur between its iterations.
  unpacked.on("error", () => {});
  source.on("error", (error) => unpacked.destroy(error));
  try {
    let length = 0;
    for await (const piece of source.pipe(unpacked)) {
      length += piece.length;
      if (length > most) throw tooLarge(most);
      yield piece;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith("Z_") ? gzipError(error, most) : error;
  } finally {
    source.destroy();
  }
}

const tooLarge = (most: number) => new FormatError("gzip-too-large", { megabytes: Math.floor(most / 2 ** 20) });

function gzipError(error: unknown, most: number): FormatError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") {
    return new FormatError("gzip-truncated", {});
  }
  if (isTooLarge(error)) return tooLarge(most);
  return new FormatError("gzip-corrupt", {});
}
