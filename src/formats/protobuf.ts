/** Reads protobuf's wire format without a schema: the fields of a message by number. Nothing is read beyond its end. */
import { FormatError } from "./formatError";

/** Of each field: numbers as they were written, and everything that has a length as bytes, in order. */
export type Fields = Map<number, (number | Uint8Array)[]>;

const damaged = () => new FormatError("protobuf-damaged", {});

/** Throws FormatError. */
export function readFields(bytes: Uint8Array): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const take = (length: number) => {
    if (length > bytes.length - at) throw damaged();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = () => {
    let value = 0;
    for (let scale = 1, i = 0; i < 10; scale *= 128, i++) {
      const [byte] = take(1);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
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

/** Of a field that has a length. */
export const messages = (fields: Fields, field: number): Uint8Array[] =>
  (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);

export const texts = (fields: Fields, field: number): string[] =>
  messages(fields, field).map((bytes) => new TextDecoder().decode(bytes));

/** Whole numbers, each for itself or packed. */
export function wholes(fields: Fields, field: number): number[] {
  return (fields.get(field) ?? []).flatMap((value) => {
    if (typeof value === "number") return [value];
    // A message of one field after another is what packed numbers look like with a key before each.
    const numbers: number[] = [];
    let number = 0;
    let scale = 1;
    for (const byte of value) {
      number += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte >= 0x80) continue;
      numbers.push(number);
      number = 0;
      scale = 1;
    }
    return numbers;
  });
}
