/** gzip, by zlib: it verifies checksum and length, and works beside the main thread. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { FormatError } from "./formatError";
import { startsWith } from "./signature";

export const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x1f, 0x8b]);

const inflate = promisify(gunzip);

/** What was compressed. Throws FormatError. */
export async function readGzip(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflate(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "Z_BUF_ERROR")
      throw new FormatError("gzip-truncated", "the gzip data ends too early; download it again");
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new FormatError("gzip-too-large", "the gzip data unpacks to more than fits into memory; make it smaller");
    }
    throw new FormatError("gzip-corrupt", "the gzip data is damaged; download it again");
  }
}
