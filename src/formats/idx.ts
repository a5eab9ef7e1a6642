/**
 * IDX, the format of the MNIST files: two zero bytes, a type code, the number of dimensions, the dimensions (big-endian
 * uint32), then the elements in C order, big-endian. Source: the format's description on the MNIST page.
 */
import { decodeElements, type Elements, type ElementType, sizeOf } from "./elements";
import { FormatError } from "./formatError";
import { looksLikeIdx, seemsToBe } from "./signature";

export interface IdxArray {
  shape: number[];
  data: Elements;
}

const types: Record<number, ElementType> = { 8: "u1", 9: "i1", 11: "i2", 12: "i4", 13: "f4", 14: "f8" };

/**
 * Parses an IDX file; throws FormatError. Unsigned bytes are a view of `bytes`, other types copies.
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  if (!looksLikeIdx(bytes)) {
    throw new FormatError("idx-magic", { found: seemsToBe(bytes) });
  }
  const type = types[bytes[2]];
  if (type === undefined) {
    throw new FormatError("idx-type", { type: bytes[2] });
  }
  const start = 4 + 4 * bytes[3];
  if (start > bytes.length) throw truncated(start, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: bytes[3] }, (_, axis) => view.getUint32(4 + 4 * axis));
  const promised = start + shape.reduce((product, size) => product * size, sizeOf(type));
  if (promised > bytes.length) throw truncated(promised, bytes.length);
  if (promised < bytes.length) {
    throw new FormatError("idx-trailing", { extra: bytes.length - promised, promised });
  }
  if (type === "u1") return { shape, data: new Uint8Array(bytes.buffer, bytes.byteOffset + start, promised - start) };
  return { shape, data: decodeElements(bytes.subarray(start), type, true) };
}

const truncated = (promised: number, found: number) => new FormatError("idx-truncated", { promised, found });
