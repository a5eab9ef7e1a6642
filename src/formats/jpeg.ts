/** Reads JPEG pictures by jpeg-js, after reading size, colours and orientation from the segments. */
import jpeg from "jpeg-js";
import { orientationOf, turned } from "./exif";
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

/** Progressive pictures have about ten scans. A scan of 30 bytes can visit all pixels. */
const maxScans = 500;

/** Properties from the segments before the pixels. */
interface Head {
  height: number;
  width: number;
  /** Coding of the frame, 0xc0 to 0xcf. */
  frame: number;
  /** Bits per sample. */
  precision: number;
  /** Component numbers, which some programs write as the letters R, G, B. */
  components: number[];
  isJfif: boolean;
  /** Colour transform in Adobe's segment. */
  adobe?: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

/** @param asBefore reads as version 0.1.0, ignoring colours and orientation */
export function readJpeg(bytes: Uint8Array, { asBefore = false } = {}): Rgba {
  const head = headOf(bytes);
  refusePictureSize(head.height, head.width);
  if (!asBefore) refuseManyScans(bytes);
  if (!asBefore) refuseKind(head);
  const isRgb = !asBefore && head.components.length === 3 && !isYcc(head);
  try {
    const { data, height, width } = jpeg.decode(bytes, {
      useTArray: true,
      maxResolutionInMP: 17,
      maxMemoryUsageInMB: 400,
      tolerantDecoding: false,
      ...(isRgb && { colorTransform: false }),
    });
    return turned({ data, height, width }, asBefore ? 1 : head.orientation);
  } catch {
    throw damaged();
  }
}

/** Decides as libjpeg: JFIF is YCbCr; else Adobe's segment decides; else the component names. */
function isYcc({ isJfif, adobe, components }: Head): boolean {
  if (isJfif) return true;
  if (adobe !== undefined) return adobe !== 0;
  return String.fromCharCode(...components) !== "RGB";
}

/** Throws for kinds that jpeg-js does not decode, or decodes incorrectly. */
function refuseKind({ frame, precision, components, adobe }: Head): void {
  if (frame > 0xc2) throw new FormatError("picture-kind", { what: "lossless or arithmetic coding" });
  if (precision !== 8) throw new FormatError("picture-kind", { what: `${precision} bits per colour` });
  const { length } = components;
  if (length === 1 || length === 3 || (length === 4 && adobe !== undefined)) return;
  throw new FormatError("picture-kind", { what: length === 4 ? "CMYK of an unknown kind" : `${length} colours` });
}

/** Reads segments up to the frame header (SOF). */
function headOf(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Pick<Head, "isJfif" | "adobe" | "orientation"> = { isJfif: false, orientation: 1 };
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged();
    const marker = bytes[at + 1];
    // Fill bytes and markers without a length.
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    const end = at + 2 + view.getUint16(at + 2);
    if (isFrame) {
      const components = Array.from({ length: bytes[at + 9] }, (_, i) => bytes[at + 10 + 3 * i]);
      const size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      return { ...found, ...size, frame: marker, precision: bytes[at + 4], components };
    }
    const segment = bytes.subarray(at + 4, end);
    if (marker === 0xe0 && startsWith(segment, "JFIF\0")) found.isJfif = true;
    if (marker === 0xee && startsWith(segment, "Adobe") && segment.length >= 12) found.adobe = segment[11];
    if (marker === 0xe1 && startsWith(segment, "Exif\0\0")) found.orientation = orientationOf(segment.subarray(6));
    at = end;
  }
  throw damaged();
}

function refuseManyScans(bytes: Uint8Array): void {
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1];
    const isMarker = bytes[at] === 0xff && marker >= 0xc0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd8);
    if (isMarker && marker === 0xda && ++scans > maxScans)
      throw new FormatError("picture-kind", { what: `more than ${maxScans} scans` });
    // A segment, or the coded data between two segments.
    at += isMarker ? 2 + 256 * bytes[at + 2] + bytes[at + 3] : 1;
  }
}

const startsWith = (bytes: Uint8Array, text: string) =>
  [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

const damaged = () => new FormatError("picture-damaged", { format: "JPEG" });
