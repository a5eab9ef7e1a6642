/** Numbers of a file: element types by their NumPy names, bytes ↔ typed arrays. Hosts are little-endian. */

import { claimMemory } from "./memoryBound";

const arrays = {
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  i8: BigInt64Array,
  u8: BigUint64Array,
  f4: Float32Array,
  f8: Float64Array,
};

/** Element types. b1 is read as bytes, f2 as float32; all others as the typed array of the same type. */
export type ElementType = keyof typeof arrays | "b1" | "f2";
export type Elements =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

export const isElementType = (name: string): name is ElementType =>
  Object.hasOwn(arrays, name) || name === "b1" || name === "f2";

/** Returns the bytes of one element. */
export const sizeOf = (type: ElementType): number => Number(type[1]);

/** Returns the element type under which a typed array is written. */
export function elementTypeOf(data: Elements): ElementType {
  const types = Object.keys(arrays) as (keyof typeof arrays)[];
  return types.find((type) => data instanceof arrays[type]) as ElementType;
}

/** Returns a new array of the same type and length. */
export const emptyLike = <T extends Elements>(data: T): T =>
  new (data.constructor as new (length: number) => T)(data.length);

/** Decodes elements into a new, aligned array. bytes.length is a multiple of the element size. */
export function decodeElements(bytes: Uint8Array, type: ElementType, bigEndian: boolean): Elements {
  claimMemory(type === "f2" ? 3 * bytes.length : bytes.length);
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  if (bigEndian) reverseEach(own, sizeOf(type));
  if (type === "b1") return own;
  if (type === "f2") return Float32Array.from(new Uint16Array(own.buffer), halfToFloat);
  return new arrays[type](own.buffer);
}

/** Decodes little-endian numbers; those of 16 bits become float32. */
export function decodeFloats(bytes: Uint8Array, type: ElementType | "bf16"): Float32Array | Float64Array {
  if (type === "bf16") return widened(decodeElements(bytes, "u2", false) as Uint16Array);
  const decoded = decodeElements(bytes, type, false);
  if (decoded instanceof Float32Array || decoded instanceof Float64Array) return decoded;
  return Float64Array.from(decoded as Int32Array, Number);
}

/** Converts bfloat16, the upper half of a float32, to float32. */
function widened(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (bits) => bits * 65536).buffer);
}

/** Converts elements of `size` bytes between big-endian and little-endian, in place. */
function reverseEach(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) {
    for (let low = start, high = start + size - 1; low < high; low++, high--) {
      const byte = bytes[low];
      bytes[low] = bytes[high];
      bytes[high] = byte;
    }
  }
}

/** Converts IEEE 754 binary16 (1 bit sign, 5 exponent, 10 fraction) to a number. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
