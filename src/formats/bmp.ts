/**
 * Reads BMP pictures: 1 to 32 bits per pixel, palettes, colour masks, run lengths; of Windows and OS/2. The npm
 * packages fast-bmp (4.0.1) and bmp-ts (1.0.9) lack palettes, or fail at 4-bit rows of odd width. Source: Microsoft.
 */
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

/** Bits of one colour in a pixel. */
interface Mask {
  shift: number;
  /** Largest value; 0 if the pixel has no such colour. */
  largest: number;
}

interface Head {
  height: number;
  width: number;
  isTopDown: boolean;
  bits: number;
  compression: number;
  /** red, green, blue, opacity */
  masks: Mask[];
  /** Red, green, blue of each entry. */
  palette: Uint8Array;
  /** Offset of the pixels in the file. */
  start: number;
}

const [plain, runs8, runs4, bitFields, alphaFields] = [0, 1, 2, 3, 6];

/** Reads a BMP picture; throws FormatError. */
export function readBmp(bytes: Uint8Array): Rgba {
  const head = headOf(bytes);
  const isIndexed = head.bits <= 8;
  return isIndexed ? readIndexed(bytes, head) : readDirect(bytes, head);
}

function headOf(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26) throw damaged();
  const size = view.getUint32(14, true);
  if (bytes.length < 14 + size) throw damaged();
  const isOs2 = size === 12;
  if (!isOs2 && size < 40) throw new FormatError("picture-kind", { what: `a header of ${size} bytes` });
  const [width, signed] = isOs2
    ? [view.getUint16(18, true), view.getUint16(20, true)]
    : [view.getInt32(18, true), view.getInt32(22, true)];
  const height = Math.abs(signed);
  refusePictureSize(height, width);
  const bits = view.getUint16(isOs2 ? 24 : 28, true);
  const compression = isOs2 ? plain : view.getUint32(30, true);
  const isKnown =
    (compression === plain && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    ((compression === bitFields || compression === alphaFields) && (bits === 16 || bits === 32)) ||
    (compression === runs8 && bits === 8) ||
    (compression === runs4 && bits === 4);
  if (!isKnown) throw new FormatError("picture-kind", { what: `${bits} bits per pixel, compression ${compression}` });
  const hasMasks = compression === bitFields || compression === alphaFields;
  const maskCount = size >= 56 || compression === alphaFields ? 4 : 3;
  if (hasMasks && bytes.length < 54 + 4 * maskCount) throw damaged();
  const given = (i: number) => (i < maskCount ? view.getUint32(54 + 4 * i, true) : 0);
  const usual = bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0xff00, 0xff, 0];
  // With a header of 40 bytes the masks follow the header, in the place of the palette.
  const behind = 14 + size + (hasMasks && size === 40 ? 4 * maskCount : 0);
  return {
    height,
    width,
    isTopDown: signed < 0,
    bits,
    compression,
    masks: (hasMasks ? [0, 1, 2, 3].map(given) : usual).map(maskOf),
    palette: bits <= 8 ? paletteOf(bytes, behind, isOs2 ? 0 : view.getUint32(46, true), bits, isOs2 ? 3 : 4) : none,
    start: view.getUint32(10, true),
  };
}

const none = new Uint8Array(0);

function maskOf(mask: number): Mask {
  if (mask === 0) return { shift: 0, largest: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, largest: mask >>> shift };
}

/** Reads the palette; missing entries are black. */
function paletteOf(bytes: Uint8Array, at: number, stored: number, bits: number, width: 3 | 4): Uint8Array {
  const count = stored > 0 && stored <= 2 ** bits ? stored : 2 ** bits;
  const palette = new Uint8Array(3 * 2 ** bits);
  for (let i = 0; i < count; i++) {
    const entry = at + width * i;
    if (entry + 3 > bytes.length) throw damaged();
    for (let c = 0; c < 3; c++) palette[3 * i + c] = bytes[entry + 2 - c];
  }
  return palette;
}

function readIndexed(bytes: Uint8Array, head: Head): Rgba {
  const { height, width, palette } = head;
  const indices = head.compression === plain ? unpacked(bytes, head) : unrolled(bytes, head);
  const data = new Uint8Array(4 * height * width);
  for (let i = 0; i < indices.length; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = palette[3 * indices[i] + c];
    data[4 * i + 3] = 255;
  }
  return { height, width, data };
}

/** Returns the displayed row of the file's row `y`. */
const rowOf = ({ height, isTopDown }: Head, y: number): number => (isTopDown ? y : height - 1 - y);

/** Returns a function of the file's row: its offset. Rows are padded to multiples of four bytes. */
function startOfRows(bytes: Uint8Array, { start, height, width, bits }: Head): (y: number) => number {
  const stride = 4 * Math.ceil((width * bits) / 32);
  if (start + stride * (height - 1) + Math.ceil((width * bits) / 8) > bytes.length) throw damaged();
  return (y) => start + stride * y;
}

function unpacked(bytes: Uint8Array, head: Head): Uint8Array {
  const { height, width, bits } = head;
  const rowStart = startOfRows(bytes, head);
  const indices = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const row = rowOf(head, y) * width;
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const byte = bytes[rowStart(y) + (bit >> 3)];
      indices[row + x] = (byte >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
    }
  }
  return indices;
}

/** Decodes run lengths: pairs of a count and a value; a count of 0 starts an escape. Skipped pixels have index 0. */
function unrolled(bytes: Uint8Array, head: Head): Uint8Array {
  const { height, width, bits } = head;
  const indices = new Uint8Array(height * width);
  const indexIn = (byte: number, i: number) => (bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
  let [x, y] = [0, 0];
  const put = (index: number) => {
    if (x < width && y < height) indices[rowOf(head, y) * width + x] = index;
    x++;
  };
  for (let at = head.start; y < height; ) {
    if (at + 2 > bytes.length) throw damaged();
    const [count, value] = [bytes[at], bytes[at + 1]];
    at += 2;
    if (count > 0) for (let i = 0; i < count; i++) put(indexIn(value, i));
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) {
      if (at + 2 > bytes.length) throw damaged();
      [x, y] = [x + bytes[at], y + bytes[at + 1]];
      at += 2;
    } else {
      const length = bits === 8 ? value : Math.ceil(value / 2);
      if (at + length > bytes.length) throw damaged();
      for (let i = 0; i < value; i++) put(indexIn(bytes[at + (bits === 8 ? i : i >> 1)], i));
      // Literal runs are padded to multiples of two bytes.
      at += length + (length % 2);
    }
  }
  return indices;
}

function readDirect(bytes: Uint8Array, head: Head): Rgba {
  const { height, width, bits, masks } = head;
  const rowStart = startOfRows(bytes, head);
  const data = new Uint8Array(4 * height * width);
  let opaque = 0;
  for (let y = 0; y < height; y++) {
    const row = rowOf(head, y) * width;
    for (let x = 0; x < width; x++) {
      const at = rowStart(y) + (x * bits) / 8;
      let pixel = 0;
      for (let i = bits / 8 - 1; i >= 0; i--) pixel = pixel * 256 + bytes[at + i];
      for (let c = 0; c < 4; c++) {
        const { shift, largest } = masks[c];
        const value = Math.floor(pixel / 2 ** shift) % (largest + 1);
        data[4 * (row + x) + c] = largest > 0 ? Math.round((255 * value) / largest) : 0;
      }
      opaque |= data[4 * (row + x) + 3];
    }
  }
  // Programs without transparency write an opacity of 0 everywhere.
  if (opaque === 0) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { height, width, data };
}

const damaged = () => new FormatError("picture-damaged", { format: "BMP" });
