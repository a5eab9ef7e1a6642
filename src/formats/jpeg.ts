/** Reads JPEG pictures by jpeg-js, after a look at the segments that say size, colours and orientation. */
import jpeg from "jpeg-js";
import { orientationOf, turned } from "./exif";
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

/** What stands before the pixels. */
interface Head {
  height: number;
  width: number;
  /** 0xc0 to 0xcf: how the frame is coded. */
  frame: number;
  /** Bits of a sample. */
  precision: number;
  /** Their numbers, which some programs give as the letters R, G, B. */
  components: number[];
  isJfif: boolean;
  /** The colour transform of Adobe's segment. */
  adobe?: number;
  /** How the picture is to be turned, 1 to 8. */
  orientation: number;
}

/** @param asBefore as version 0.1.0 did: no look at colours and orientation */
export function readJpeg(bytes: Uint8Array, { asBefore = false } = {}): Rgba {
  const head = headOf(bytes);
  refusePictureSize(head.height, head.width);
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

/** As libjpeg decides it: JFIF is YCbCr; else Adobe's segment says it; else the components' names do. */
function isYcc({ isJfif, adobe, components }: Head): boolean {
  if (isJfif) return true;
  if (adobe !== undefined) return adobe !== 0;
  return String.fromCharCode(...components) !== "RGB";
}

/** What jpeg-js does not decode, or decodes to something else. */
function refuseKind({ frame, precision, components, adobe }: Head): void {
  if (frame > 0xc2) throw new FormatError("picture-kind", { what: "lossless or arithmetic coding" });
  if (precision !== 8) throw new FormatError("picture-kind", { what: `${precision} bits per colour` });
  const { length } = components;
  if (length === 1 || length === 3 || (length === 4 && adobe !== undefined)) return;
  throw new FormatError("picture-kind", { what: length === 4 ? "CMYK of an unknown kind" : `${length} colours` });
}

/** Up to the frame header (SOF), which stands among other segments. */
function headOf(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Pick<Head, "isJfif" | "adobe" | "orientation"> = { isJfif: false, orientation: 1 };
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged();
    const marker = bytes[at + 1];
    // Filling and markers without a length.
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

const startsWith = (bytes: Uint8Array, text: string) =>
  [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

const damaged = () => new FormatError("picture-damaged", { format: "JPEG" });
