/** Reads protobuf's wire format without a schema: the fields of a message by number. Never reads beyond its end. */
import { FormatError } from "./formatError";

/** The values of each field in order: numbers as written, and length-delimited values as bytes. */
export type Fields = Map<number, (number | Uint8Array)[]>;

/** Decodes a varint: seven bits per byte, the lowest first; negative numbers take ten bytes. */
function signed(bytes: Uint8Array): number {
  if (bytes.length < 10) return bytes.reduceRight((value, byte) => value * 128 + (byte & 0x7f), 0);
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 128n + BigInt(bytes[i] & 0x7f);
  return Number(BigInt.asIntN(64, value));
}

const damaged = () => new FormatError("protobuf-damaged", {});

/** Reads the fields of a message; throws FormatError. */
export function readFields(bytes: Uint8Array): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const take = (length: number) => {
    if (length < 0 || length > bytes.length - at) throw damaged();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = () => {
    const start = at;
    for (let i = 0; i < 10; i++) if (take(1)[0] < 0x80) return signed(bytes.subarray(start, at));
    throw damaged();
  };
  while (at < bytes.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    const wire = key % 8;
    if (wire === 0) values.push(varint());
    else if (wire === 1) values.push(take(8));
    else if (wire === 2) values.push(take(varint()));
    else if (wire === 5) values.push(take(4));
    else throw damaged();
  }
  return fields;
}

/** Returns the values of a length-delimited field. */
export const messages = (fields: Fields, field: number): Uint8Array[] =>
  (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);

export const texts = (fields: Fields, field: number): string[] =>
  messages(fields, field).map((bytes) => new TextDecoder().decode(bytes));

/** Returns integers, single or packed. */
export function integers(fields: Fields, field: number): number[] {
  const numbers: number[] = [];
  for (const value of fields.get(field) ?? []) {
    if (typeof value === "number") {
      numbers.push(value);
      continue;
    }
    for (let start = 0, at = 0; at < value.length; at++) {
      if (value[at] >= 0x80 && at - start < 9) continue;
      numbers.push(signed(value.subarray(start, at + 1)));
      start = at + 1;
    }
  }
  return numbers;
}

/** Returns floats of 32 bits, single or packed. */
export function floats(fields: Fields, field: number): Float32Array {
  const parts = messages(fields, field);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}
