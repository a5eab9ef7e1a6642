/**
 * Reads the PNG pictures that most programs write: 8 bits per sample, without palette, interlacing and faults.
 * Returns undefined for all others, which pngjs reads or refuses.
 */
import { inflateSync } from "node:zlib";
import { crc32 } from "./crc32";
import { fromRgba, type Picture } from "./picture";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const [header, data, end, transparency, orientation] = [0x49484452, 0x49444154, 0x49454e44, 0x74524e53, 0x65584966];
/** Channels by colour type: grey, colours, colours with opacity. */
const channelsOf: Readonly<Record<number, 1 | 3 | 4>> = { 0: 1, 2: 3, 6: 4 };
/** Of a type: chunks without this bit must be understood. */
const ancillary = 0x20000000;
/** Bytes of a chunk besides its data: length, type and checksum. */
const around = 12;
/** Room that shows whether more is unpacked than the pixels. */
const spare = 64;

export function readPlainPng(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, colours] = [view.getUint32(16), view.getUint32(20), bytes[25]];
  const channels = channelsOf[colours];
  const isPlain = bytes[24] === 8 && channels !== undefined && bytes[26] + bytes[27] + bytes[28] === 0;
  if (!isPlain || !signature.every((byte, i) => bytes[i] === byte)) return undefined;
  const packed = packedData(bytes, view);
  const rowBytes = width * channels;
  const size = (rowBytes + 1) * height;
  const rows = packed && unpacked(packed, size);
  const pixels = rows && unfiltered(rows, { height, rowBytes, channels });
  if (!pixels) return undefined;
  if (channels === 1) return { height, width, channels, pixels };
  if (isGrey(pixels, channels)) return { height, width, channels: 1, pixels: firstChannel(pixels, channels) };
  return channels === 3 ? { height, width, channels, pixels } : fromRgba({ height, width, data: pixels });
}

/** Returns the data of a file whose chunks are all whole, known or without effect on the pixels. */
function packedData(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = signature.length; at + around <= bytes.length; ) {
    const [length, type] = [view.getUint32(at), view.getUint32(at + 4)];
    const next = at + around + length;
    if (next > bytes.length || crc32(bytes.subarray(at + 4, next - 4)) !== view.getUint32(next - 4)) return undefined;
    if ((type === header) !== (at === signature.length) || (type === header && length !== 13)) return undefined;
    if (type === data) parts.push(bytes.subarray(at + 8, next - 4));
    else if (type === end) {
      if (length > 0 || next < bytes.length) return undefined;
      return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    } else if (type !== header && ((type & ancillary) === 0 || type === transparency || type === orientation)) {
      return undefined;
    }
    at = next;
  }
  return undefined;
}

/** Returns exactly this many bytes. */
function unpacked(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const found = inflateSync(packed, { chunkSize: size + spare, maxOutputLength: size + spare });
    return found.length === size ? found : undefined;
  } catch {
    return undefined;
  }
}

interface Rows {
  height: number;
  rowBytes: number;
  channels: number;
}

/** Reverses the filter of each row, which predicts a byte from those to the left and above. */
function unfiltered(rows: Uint8Array, { height, rowBytes, channels }: Rows): Uint8Array | undefined {
  const pixels = new Uint8Array(height * rowBytes);
  for (let row = 0, at = 0, to = 0; row < height; row++) {
    const filter = rows[at++];
    if (filter > 4) return undefined;
    for (let i = 0; i < rowBytes; i++, at++, to++) {
      const left = i >= channels && filter !== 0 ? pixels[to - channels] : 0;
      const above = row > 0 && filter > 1 ? pixels[to - rowBytes] : 0;
      if (filter === 0) pixels[to] = rows[at];
      else if (filter === 1) pixels[to] = rows[at] + left;
      else if (filter === 2) pixels[to] = rows[at] + above;
      else if (filter === 3) pixels[to] = rows[at] + ((left + above) >> 1);
      else pixels[to] = rows[at] + paeth(left, above, row > 0 && i >= channels ? pixels[to - rowBytes - channels] : 0);
    }
  }
  return pixels;
}

/** Returns the neighbour that is closest to left + above − corner. */
function paeth(left: number, above: number, corner: number): number {
  const [fromLeft, fromAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const fromCorner = Math.abs(left + above - 2 * corner);
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}

/** Returns true if all pixels are grey and opaque. */
function isGrey(pixels: Uint8Array, channels: number): boolean {
  for (let i = 0; i < pixels.length; i += channels) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
    if (channels === 4 && pixels[i + 3] !== 255) return false;
  }
  return true;
}

/** Returns the first channel. */
function firstChannel(pixels: Uint8Array, channels: number): Uint8Array {
  const first = new Uint8Array(pixels.length / channels);
  for (let i = 0; i < first.length; i++) first[i] = pixels[i * channels];
  return first;
}
