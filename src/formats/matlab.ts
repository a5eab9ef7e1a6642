/**
 * MATLAB's MAT-files of version 5 (save -v6 and -v7): numeric arrays by name. Format: "MAT-File Format", MathWorks.
 * Version 7.3 is HDF5 after a header of 512 bytes, with the axes in MATLAB's memory order.
 */
import { constants, inflateSync } from "node:zlib";
import { elementsOf, maxAxes, maxElements, type NamedArray } from "./arrayFile";
import { FormatError } from "./formatError";
import { readHdf5 } from "./hdf5";
import { claimMemory, roomFor } from "./memoryBound";
import { type NpyArray, toRowMajor } from "./npy";
import { seemsToBe, startsWith } from "./signature";

const headerSize = 128;
const hdf5Start = 512;
const maxBytes = 2 ** 29;
/** Enough bytes of a compressed array for its name and shape. */
const headBytes = 4096;
const [miMatrix, miCompressed] = [14, 15];

/** Returns the arrays of the file; cells, structs and texts are listed but cannot be decoded. Throws FormatError. */
export function readMatlab(bytes: Uint8Array): NamedArray[] {
  const isHdf5 = (at: number) => startsWith(bytes.subarray(at), [0x89, 0x48, 0x44, 0x46]);
  if (isHdf5(0)) return readHdf5(bytes);
  if (isHdf5(hdf5Start)) return readHdf5(bytes.subarray(hdf5Start)).map(transposed);
  if (bytes.length < headerSize || !startsWith(bytes, [0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42])) {
    throw new FormatError("mat-magic", { found: seemsToBe(bytes) });
  }
  const order = String.fromCharCode(bytes[126], bytes[127]);
  if (order !== "IM" && order !== "MI") throw damaged("its byte order is missing");
  const little = order === "IM";
  const arrays: NamedArray[] = [];
  for (let at = headerSize; at < bytes.length; ) {
    const { type, data, next } = elementAt(bytes, at, little, true);
    at = next;
    if (type === miMatrix) arrays.push(arrayOf(data, data, little));
    if (type !== miCompressed) continue;
    arrays.push(arrayOf(unpackedHead(data), data, little, true));
  }
  return arrays;
}

const damaged = (reason: string) => new FormatError("mat-damaged", { reason });

/** Transposes an array of version 7.3, which stores rows × columns as columns × rows. */
const transposed = (array: NamedArray): NamedArray => {
  const shape = [...array.shape].reverse();
  return { ...array, shape, decode: () => ({ shape, data: toRowMajor(array.decode().data, shape) }) };
};

interface Part {
  type: number;
  data: Uint8Array;
  next: number;
}

/**
 * Returns the element at an offset. Elements in a matrix start at multiples of 8; a small one has its data in its tag.
 */
function elementAt(bytes: Uint8Array, at: number, little: boolean, isTop = false): Part {
  if (at + 8 > bytes.length) throw damaged("an element is truncated");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = view.getUint32(at, little);
  const small = word >>> 16;
  if (small > 0) {
    if (small > 4) throw damaged("a small element is too large");
    return { type: word & 0xffff, data: bytes.subarray(at + 4, at + 4 + small), next: at + 8 };
  }
  const size = view.getUint32(at + 4, little);
  const end = at + 8 + size;
  if (end > bytes.length) throw damaged(`an element of ${size} bytes is truncated`);
  const padded = isTop && word === miCompressed ? end : at + 8 + Math.ceil(size / 8) * 8;
  return { type: word, data: bytes.subarray(at + 8, end), next: padded };
}

/** Decompresses the start of a compressed matrix element, as far as its header needs. */
function unpackedHead(packed: Uint8Array): Uint8Array {
  try {
    return inflateSync(packed.subarray(0, headBytes), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(8);
  } catch {
    throw damaged("a compressed array cannot be decompressed");
  }
}

function unpacked(packed: Uint8Array): Uint8Array {
  // Node collects the chunks, and concatenates them at the end.
  const room = Math.floor(roomFor(2 * maxBytes) / 2);
  try {
    return inflateSync(packed, { maxOutputLength: Math.min(maxBytes, room) }).subarray(8);
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    if (isLarge && room < maxBytes) claimMemory(2 * room + 2 ** 20);
    if (isLarge) throw new FormatError("array-too-large", { values: maxBytes, limit: maxElements });
    throw damaged("a compressed array cannot be decompressed");
  }
}

const classes: Record<number, string> = {
  1: "cell",
  2: "struct",
  3: "object",
  4: "text",
  5: "sparse",
  6: "double",
  7: "single",
  8: "int8",
  9: "uint8",
  10: "int16",
  11: "uint16",
  12: "int32",
  13: "uint32",
  14: "int64",
  15: "uint64",
};

/** @param head start of the matrix's contents; `data` has all of them, possibly compressed */
function arrayOf(head: Uint8Array, data: Uint8Array, little: boolean, isPacked = false): NamedArray {
  const flags = elementAt(head, 0, little);
  const dims = elementAt(head, flags.next, little);
  const label = elementAt(head, dims.next, little);
  const words = new DataView(flags.data.buffer, flags.data.byteOffset, flags.data.length);
  if (words.byteLength < 8 || dims.data.length % 4 !== 0 || dims.data.length > 4 * maxAxes)
    throw damaged("the header of an array is truncated");
  const word = words.getUint32(0, little);
  const kind = classes[word & 0xff] ?? "object";
  const sizes = new DataView(dims.data.buffer, dims.data.byteOffset, dims.data.length);
  const shape = Array.from({ length: dims.data.length / 4 }, (_, i) => sizes.getInt32(i * 4, little));
  const name = Buffer.from(label.data).toString("latin1");
  const isComplex = (word & 0x800) !== 0;
  const isLogical = (word & 0x200) !== 0;
  const type = isLogical ? "logical" : isComplex ? "complex" : kind;
  const decode = (): NpyArray => {
    if (isComplex || (word & 0xff) < 6) throw new FormatError("array-type", { name, type });
    if (shape.some((size) => size < 0)) throw damaged(`"${name.slice(0, 40)}" has a negative size`);
    const count = elementsOf(shape);
    if (count > maxElements) throw new FormatError("array-too-large", { values: count, limit: maxElements });
    const contents = isPacked ? unpacked(data) : data;
    const part = elementAt(contents, label.next, little);
    const values = numbersOf(part, count, kind === "uint8", little);
    return { shape, data: toRowMajor(values, shape) };
  };
  return { name, shape, type, decode };
}

type Getter = (view: DataView, at: number, little: boolean) => number;

/** Storage types of numbers, which may be smaller than the array's class. */
const stored: Record<number, [size: number, get: Getter]> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  12: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  13: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
};

function numbersOf({ type, data }: Part, count: number, areBytes: boolean, little: boolean) {
  const [size, get] = stored[type] ?? [0, () => 0];
  if (size === 0 || data.length !== count * size) throw damaged(`${data.length} bytes for ${count} numbers`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  claimMemory((areBytes ? 1 : 8) * count);
  const values = areBytes ? new Uint8Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = get(view, i * size, little);
  return values;
}
