/**
 * Reads the first frame of a GIF picture. omggif (1.0.10) can be led in circles by a damaged file and says its warnings
 * on stdout, so it is not used. Source: CompuServe, Graphics Interchange Format, version 89a.
 */
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

interface Frame {
  left: number;
  top: number;
  height: number;
  width: number;
  isInterlaced: boolean;
  /** Where its palette starts, and how many colours it has. */
  palette: number;
  colours: number;
  /** The index of what is not there; -1: none. */
  transparent: number;
  /** Where its compressed indices start. */
  start: number;
}

/** Throws FormatError. */
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

/** Blocks up to the second frame, the end, or where the file is cut off. */
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

/** Past a row of blocks, each with its length before it, and the empty one that ends them. */
function afterBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] > 0) at += bytes[at] + 1;
  return at + 1;
}

/** Of each stored row the one where it is seen. */
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

/** LZW with codes of variable size, the lowest bits first. */
function decompressed(bytes: Uint8Array, { start, height, width }: Frame): Uint8Array {
  const smallest = bytes[start];
  if (!(smallest >= 1 && smallest <= 11)) throw damaged();
  const out = new Uint8Array(height * width);
  const [clear, end] = [2 ** smallest, 2 ** smallest + 1];
  // A code stands for the text of the code before it in `prefix`, and the last letter; where it is in `out` suffices.
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
      // One that is being made repeats its own first letter at its end.
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

/** Takes codes of so many bits out of blocks; undefined at their end. */
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
