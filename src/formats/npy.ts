/**
 * NumPy's .npy files, versions 1 to 3: "\x93NUMPY", version, header length, header, elements.
 * Format: NumPy Enhancement Proposal 1 and numpy/lib/format.py.
 */
import { decodeElements, type Elements, type ElementType, elementTypeOf, emptyLike, sizeOf } from "./elements";
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import { formatNpyHeader, parseNpyHeader } from "./npyHeader";
import { seemsToBe, startsWith } from "./signature";

/** An array in C order; `shape` is [] for a scalar. int64 is a BigInt64Array, bool and uint8 are bytes. */
export interface NpyArray {
  shape: number[];
  data: Elements;
  /** True if the bytes are booleans. */
  isBool?: boolean;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const alignment = 64;
const maxHeaderBytes = 65536;

/** Parses an array, copied from `bytes`. Throws FormatError. */
export function parseNpy(bytes: Uint8Array): NpyArray {
  if (!startsWith(bytes, magic)) {
    throw new FormatError("npy-magic", { found: seemsToBe(bytes) });
  }
  const { text, end } = readHeader(bytes);
  const { type, bigEndian, fortranOrder, shape } = parseNpyHeader(text);
  const promised = shape.reduce((product, size) => product * size, sizeOf(type));
  const found = bytes.length - end;
  if (promised > found) throw new FormatError("npy-truncated/elements", { promised, found });
  if (promised < found) {
    throw new FormatError("npy-trailing", { extra: found - promised });
  }
  const data = decodeElements(bytes.subarray(end), type, bigEndian);
  return {
    shape,
    data: fortranOrder && shape.length > 1 ? toRowMajor(data, shape) : data,
    ...(type === "b1" && { isBool: true }),
  };
}

/** Reads shape and element type from the start of a file. Throws FormatError. */
export function peekNpy(head: Uint8Array): { shape: number[]; type: ElementType } {
  if (!startsWith(head, magic)) throw new FormatError("npy-magic", { found: seemsToBe(head) });
  const { shape, type } = parseNpyHeader(readHeader(head).text);
  return { shape, type };
}

function readHeader(bytes: Uint8Array): { text: string; end: number } {
  const version = bytes[6] ?? 0;
  if (bytes.length < 12) throw new FormatError("npy-truncated/header", { found: bytes.length });
  if (version < 1 || version > 3) {
    throw new FormatError("npy-version", { version });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maxHeaderBytes) {
    throw new FormatError("npy-header/length", { length });
  }
  if (start + length > bytes.length)
    throw new FormatError("npy-truncated/header", { promised: length, found: bytes.length - start });
  const encoding = version === 3 ? "utf-8" : "latin1";
  return {
    text: new TextDecoder(encoding).decode(bytes.subarray(start, start + length)),
    end: start + length,
  };
}

/** Converts column-major (Fortran) to row-major (C) order, for any number of dimensions. */
export function toRowMajor<T extends Elements>(data: T, shape: readonly number[]): T {
  claimMemory(data.byteLength);
  const out = emptyLike(data);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    out[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

/** Returns the bytes that numpy.save writes for a little-endian array in C order. */
export function writeNpy({ shape, data }: NpyArray): Uint8Array {
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements !== data.length) throw new RangeError(`shape [${shape}] does not hold ${data.length} elements`);
  const header = formatNpyHeader(elementTypeOf(data), shape);
  const start = Math.ceil((10 + header.length + 1) / alignment) * alignment;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint8(6, 1);
  view.setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(header.padEnd(start - 11).concat("\n")), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return bytes;
}
