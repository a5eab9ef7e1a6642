/** Reads a picture file whatever its name: PNG, JPEG, WebP, BMP or GIF, rotated by its EXIF orientation. */
import { PNG } from "pngjs";
import { readBmp } from "./bmp";
import { orientationOfPng, turned } from "./exif";
import { FormatError } from "./formatError";
import { readGif } from "./gif";
import { readJpeg } from "./jpeg";
import { fromRgba, type Picture, type Rgba, refusePictureSize } from "./picture";
import { readPlainPng } from "./plainPng";
import { refuseInterlacedBomb } from "./pngInterlaced";
import { seemsToBe } from "./signature";
import { readWebp } from "./webp";

/** Decoders by the result of `seemsToBe`. */
const readers: Readonly<Record<string, (bytes: Uint8Array) => Rgba>> = {
  "a PNG picture": (bytes) => turned(readPng(bytes), orientationOfPng(bytes)),
  "a JPEG picture": readJpeg,
  "a WebP picture": readWebp,
  "a BMP picture": readBmp,
  "a GIF picture": readGif,
};

/** Decoders of version 0.1.0: without rotation, and with every JPEG of three components as YCbCr. */
const legacyReaders: Readonly<Record<string, (bytes: Uint8Array) => Rgba>> = {
  "a PNG picture": readPng,
  "a JPEG picture": (bytes) => readJpeg(bytes, { asBefore: true }),
};

/** Returns true if these first bytes are those of a supported picture. */
export const startsPicture = (bytes: Uint8Array): boolean => Object.hasOwn(readers, seemsToBe(bytes));

/** Reads a picture. @param rules version of the reading rules; 1 is that of version 0.1.0. Throws FormatError. */
export function readPicture(bytes: Uint8Array, { rules }: { rules: 1 | 2 } = { rules: 2 }): Picture {
  const kind = seemsToBe(bytes);
  const plain = kind === "a PNG picture" ? readPlain(bytes) : undefined;
  if (plain) return plain;
  const read = (rules === 1 ? legacyReaders : readers)[kind];
  if (read) return fromRgba(read(bytes));
  throw bytes.length === 0
    ? new FormatError("picture-magic/empty", {})
    : new FormatError("picture-magic", { found: kind });
}

/** Returns undefined for a PNG picture that another reader reads or refuses. */
function readPlain(bytes: Uint8Array): Picture | undefined {
  if (bytes.length < minPngBytes) return undefined;
  refusePngSize(bytes);
  return readPlainPng(bytes);
}

/** Bytes of the beginning and the header. */
const minPngBytes = 33;

function refusePngSize(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refusePictureSize(view.getUint32(16), view.getUint32(20));
}

function readPng(bytes: Uint8Array): Rgba {
  if (bytes.length < minPngBytes) throw new FormatError("picture-damaged", { format: "PNG" });
  refusePngSize(bytes);
  refuseInterlacedBomb(bytes);
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch {
    throw new FormatError("picture-damaged", { format: "PNG" });
  }
}
