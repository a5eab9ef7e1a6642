/**
 * Reads the first frame of a GIF picture. omggif (1.0.10) can loop endlessly on a damaged file and prints warnings on
 * stdout, so it is not used. Source: CompuServe, Graphics Interchange Format, version 89a.
 */
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

interface Frame {
  left: number;
  top: number;
  height: number;
  width: number;
  isInterlaced: boolean;
  /** Offset of the palette, and its number of colours. */
  palette: number;
  colours: number;
  /** Index of the transparent colour; −1 if there is none. */
  transparent: number;
  /** Offset of the compressed indices. */
  start: number;
}

/** Reads the first frame; throws FormatError. */
export function readGif(bytes: Uint8Array): Rgba {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 13) throw damaged();
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  refusePictureSize(height, width);
  const { first, isAnimated } = framesOf(bytes, view);
  refusePictureSize(first.height, first.width);
  const data = new Uint8Array(4 * height * width);
  const indices = decompressed(bytes, first);
  const rows = rowsOf(first);
  for (let i = 0; i < indices.length; i++) {
    const [x, y] = [first.left + (i % first.width), first.top + rows[Math.floor(i / first.width)]];
    const index = indices[i];
    if (index === first.transparent || x >= width || y >= height) continue;
    if (index >= first.colours) throw damaged();
    const at = 4 * (y * width + x);
    for (let c = 0; c < 3; c++) data[at + c] = bytes[first.palette + 3 * index + c];
    data[at + 3] = 255;
  }
  return { height, width, data, isAnimated };
}

/** Reads blocks up to the second frame, the end, or a truncation. */
function framesOf(bytes: Uint8Array, view: DataView): { first: Frame; isAnimated: boolean } {
  const global = bytes[10];
  let at = 13 + (global & 0x80 ? 3 * 2 ** ((global & 7) + 1) : 0);
  let transparent = -1;
  let first: Frame | undefined;
  while (at < bytes.length && bytes[at] !== 0x3b) {
    const kind = bytes[at++];
    if (kind === 0x21) {
      const isControl = bytes[at] === 0xf9 && bytes[at + 1] >= 4;
      if (isControl && !first) transparent = bytes[at + 2] & 1 ? bytes[at + 5] : -1;
      at = afterBlocks(bytes, at + 1);
      continue;
    }
    if (kind !== 0x2c || at + 10 > bytes.length) break;
    if (first) return { first, isAnimated: true };
    const flags = bytes[at + 8];
    const own = flags & 0x80 ? 2 ** ((flags & 7) + 1) : 0;
    const colours = own || (global & 0x80 ? 2 ** ((global & 7) + 1) : 0);
    const palette = own ? at + 9 : 13;
    const start = at + 9 + 3 * own;
    if (colours === 0 || palette + 3 * colours > bytes.length) throw damaged();
    first = {
      left: view.getUint16(at, true),
      top: view.getUint16(at + 2, true),
      width: view.getUint16(at + 4, true),
      height: view.getUint16(at + 6, true),
      isInterlaced: (flags & 0x40) !== 0,
      palette,
      colours,
      transparent,
      start,
    };
    at = afterBlocks(bytes, start + 1);
  }
  if (!first) throw damaged();
  return { first, isAnimated: false };
}

/** Skips a sequence of length-prefixed blocks and the empty block that ends it. */
function afterBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] > 0) at += bytes[at] + 1;
  return at + 1;
}

/** Returns the displayed row of each stored row. */
function rowsOf({ height, isInterlaced }: Frame): number[] {
  const passes = isInterlaced
    ? ([
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ] as const)
    : ([[0, 1]] as const);
  return passes.flatMap(([start, step]) =>
    Array.from({ length: Math.max(0, Math.ceil((height - start) / step)) }, (_, i) => start + i * step),
  );
}

/** Decompresses LZW with codes of variable size, lowest bits first. */
function decompressed(bytes: Uint8Array, { start, height, width }: Frame): Uint8Array {
  const smallest = bytes[start];
  if (!(smallest >= 1 && smallest <= 11)) throw damaged();
  const out = new Uint8Array(height * width);
  const [clear, end] = [2 ** smallest, 2 ** smallest + 1];
  // A code stands for the string of its prefix plus one more byte; the string's position in `out` represents both.
  const places = new Uint32Array(4096);
  const lengths = new Uint16Array(4096);
  let [next, size, length] = [end + 1, smallest + 1, 0];
  let before: { place: number; length: number } | undefined;
  const codes = bitsOf(bytes, start + 1);
  while (length < out.length) {
    const code = codes(size);
    if (code === undefined || code === end) throw damaged();
    if (code === clear) {
      [next, size, before] = [end + 1, smallest + 1, undefined];
      continue;
    }
    if (code > next || (code === next && !before)) throw damaged();
    const place = length;
    if (code < clear) out[length++] = code;
    else {
      const from = code === next && before ? before.place : places[code];
      const count = code === next && before ? before.length + 1 : lengths[code];
      // A code that is not complete yet repeats its first byte at its end.
      for (let i = 0; i < count && length < out.length; i++) out[length++] = out[from + i];
    }
    if (before && next < 4096) {
      places[next] = before.place;
      lengths[next] = before.length + 1;
      next++;
      if (next === 2 ** size && size < 12) size++;
    }
    before = { place, length: length - place };
  }
  return out;
}

/** Returns a reader of codes of a given number of bits; undefined at the end of the blocks. */
function bitsOf(bytes: Uint8Array, start: number): (size: number) => number | undefined {
  let [at, left, held, count] = [start, 0, 0, 0];
  return (size) => {
    while (count < size) {
      if (left === 0) left = bytes[at++] ?? 0;
      if (left === 0 || at >= bytes.length) return undefined;
      held |= bytes[at++] << count;
      count += 8;
      left--;
    }
    const code = held & (2 ** size - 1);
    held >>>= size;
    count -= size;
    return code;
  };
}

const damaged = () => new FormatError("picture-damaged", { format: "GIF" });
