/** Guesses the kind of a file from its first bytes, for errors that say more than "wrong magic". */

const signatures: readonly [start: readonly number[], name: string][] = [
  [[0x1f, 0x8b], "gzip"],
  [[0x89, 0x50, 0x4e, 0x47], "a PNG picture"],
  [[0xff, 0xd8, 0xff], "a JPEG picture"],
  [[0x47, 0x49, 0x46, 0x38, 0x37, 0x61], "a GIF picture"],
  [[0x47, 0x49, 0x46, 0x38, 0x39, 0x61], "a GIF picture"],
  [[0x49, 0x49, 0x2a, 0x00], "a TIFF picture"],
  [[0x4d, 0x4d, 0x00, 0x2a], "a TIFF picture"],
  [[0x50, 0x4b], "a zip archive"],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "a NumPy .npy file"],
  [[0x89, 0x48, 0x44, 0x46], "HDF5"],
  [[0x42, 0x5a, 0x68], "bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd"],
  [[0x25, 0x50, 0x44, 0x46], "PDF"],
  [[0x80, 0x02], "a pickle"],
  [[0x80, 0x03], "a pickle"],
  [[0x80, 0x04], "a pickle"],
  [[0x80, 0x05], "a pickle"],
];

export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte);
}

/** IDX: two zeros, a type code, the number of dimensions. */
export const looksLikeIdx = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2] >= 0x08 && bytes[2] <= 0x0e && bytes[3] > 0;

/** WebP: RIFF, a length, WEBP. */
const looksLikeWebp = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]);

/** BMP: "BM" also starts many texts, so the size of the second header must be a known one. */
const looksLikeBmp = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x42, 0x4d]) &&
  [12, 40, 52, 56, 64, 108, 124].includes(bytes[14]) &&
  startsWith(bytes.subarray(15), [0, 0, 0]);

/** The MP4 family: a length, "ftyp", the brand. */
function looksLikeHeif(bytes: Uint8Array): boolean {
  if (!startsWith(bytes.subarray(4), [0x66, 0x74, 0x79, 0x70])) return false;
  return ["heic", "heix", "mif1", "msf1", "avif"].includes(String.fromCharCode(...bytes.subarray(8, 12)));
}

/** Returns "gzip", "a PNG picture", "text", …, to complete "the file seems to be …". */
export function seemsToBe(bytes: Uint8Array): string {
  if (bytes.length === 0) return "empty";
  for (const [start, name] of signatures) if (startsWith(bytes, start)) return name;
  if (looksLikeWebp(bytes)) return "a WebP picture";
  if (looksLikeBmp(bytes)) return "a BMP picture";
  if (looksLikeHeif(bytes)) return "a HEIC or AVIF picture";
  if (looksLikeIdx(bytes)) return "an IDX file";
  const text = asText(bytes.subarray(0, 512));
  if (text !== undefined) return /^\s*<(!doctype|html)/i.test(text) ? "a web page" : "text";
  const hex = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `something else (it starts with ${hex.join(" ")})`;
}

/** Decodes the bytes as UTF-8 without control characters, else undefined; the last character may be truncated. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
