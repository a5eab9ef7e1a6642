/** The part of protobuf's wire format that ONNX needs: varints, fixed 32-bit floats, and length-delimited fields. */

/** Parts of a message, in order; concatenated once at the end. */
export type Message = Uint8Array[];

const text = new TextEncoder();

/** Encodes a non-negative integer. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  bytes.push(left);
  return Uint8Array.from(bytes);
}

const key = (field: number, wire: 0 | 2 | 5): Uint8Array => varint(field * 8 + wire);

export const whole = (field: number, value: number): Message => [key(field, 0), varint(value)];

export function float(field: number, value: number): Message {
  return [key(field, 5), new Uint8Array(Float32Array.of(value).buffer)];
}

export const bytes = (field: number, value: Uint8Array): Message => [key(field, 2), varint(value.length), value];

export const string = (field: number, value: string): Message => bytes(field, text.encode(value));

export function message(field: number, parts: Message): Message {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [key(field, 2), varint(length), ...parts];
}

export function join(parts: Message): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
