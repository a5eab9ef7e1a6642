/** The compressions of Parquet pages. None returns more bytes than declared; the declared sizes were checked before. */
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompress as unpackZstd } from "fzstd";
import { snappyUncompress } from "hyparquet";

type Unpack = (packed: Uint8Array, size: number) => Uint8Array;

export const codecs: Record<string, Unpack> = {
  UNCOMPRESSED: (packed) => packed,
  SNAPPY: (packed, size) => {
    const out = new Uint8Array(size);
    snappyUncompress(packed, out);
    return out;
  },
  GZIP: (packed, size) => gunzipSync(packed, { maxOutputLength: Math.max(1, size) }),
  BROTLI: (packed, size) => brotliDecompressSync(packed, { maxOutputLength: Math.max(1, size) }),
  ZSTD: (packed, size) => unpackZstd(packed, new Uint8Array(size)),
  LZ4_RAW: unpackLz4,
};

/** Decompresses an LZ4 block: alternating literals and matches. */
function unpackLz4(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let [from, to] = [0, 0];
  const lengthOf = (nibble: number) => {
    let length = nibble;
    if (nibble === 15) {
      let byte = 255;
      for (; byte === 255 && from < packed.length; length += byte) byte = packed[from++];
    }
    return length;
  };
  while (from < packed.length) {
    const token = packed[from++];
    const literals = lengthOf(token >> 4);
    if (from + literals > packed.length || to + literals > size) throw new Error("LZ4 literals end too late");
    out.set(packed.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from >= packed.length) break;
    const offset = packed[from] | (packed[from + 1] << 8);
    from += 2;
    const length = lengthOf(token & 15) + 4;
    if (offset === 0 || offset > to || to + length > size) throw new Error("LZ4 match lies outside");
    for (let i = 0; i < length; i++, to++) out[to] = out[to - offset];
  }
  if (to !== size) throw new Error("LZ4 data ends too early");
  return out;
}
