/** Reads the arguments of a pickle's opcodes; never reads beyond the end, whatever the stated length. */
import { FormatError } from "./formatError";

const ended = () => new FormatError("pickle-truncated", {});

export class PickleBytes {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw ended();
    return this.bytes[this.at++];
  }

  /** Returns a view of the next bytes. */
  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw ended();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  protocol(): void {
    const version = this.byte();
    if (version > 5) throw new FormatError("pickle-protocol", { version });
  }

  /** Reads a little-endian unsigned integer of 2, 4 or 8 bytes. */
  length(size: 2 | 4 | 8): number {
    const start = this.at;
    this.take(size);
    if (size === 8) return Number(this.view.getBigUint64(start, true));
    return size === 4 ? this.view.getUint32(start, true) : this.view.getUint16(start, true);
  }

  int32(): number {
    this.take(4);
    return this.view.getInt32(this.at - 4, true);
  }

  float64(): number {
    this.take(8);
    return this.view.getFloat64(this.at - 8);
  }

  /** Reads a little-endian two's complement integer of any length; arrays need at most 8 bytes. */
  long(length: number): number {
    if (length > 8) throw new FormatError("pickle-damaged/long-integer", { bytes: length });
    const bytes = this.take(length);
    let number = 0n;
    for (let i = length - 1; i >= 0; i--) number = number * 256n + BigInt(bytes[i]);
    return Number(BigInt.asIntN(8 * length, number));
  }

  /** Reads up to the end of the line. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw ended();
    const text = Buffer.from(this.bytes.subarray(this.at, end)).toString("latin1");
    this.at = end + 1;
    return text;
  }

  /** Reads an integer such as "12" or "12L"; 00 and 01 are false and true. */
  integerLine(): number {
    const text = /^(-?\d{1,20})L?\r?$/.exec(this.line())?.[1];
    if (text === undefined) throw new FormatError("pickle-damaged/integer", {});
    return Number(text);
  }

  numberLine(): number {
    const text = this.line().trim();
    const number = Number(text === "" ? "x" : text);
    if (Number.isNaN(number)) throw new FormatError("pickle-damaged/number", {});
    return number;
  }

  /** Reads a Python string literal as bytes, as written by Python 2. */
  quotedLine(): Uint8Array {
    const body = /^(['"])([\s\S]*)\1\r?$/.exec(this.line())?.[2];
    if (body === undefined) throw new FormatError("pickle-damaged/quotes", {});
    const bytes = new Uint8Array(body.length);
    let length = 0;
    for (let i = 0; i < body.length; i++) {
      if (body[i] !== "\\") {
        bytes[length++] = body.charCodeAt(i);
        continue;
      }
      const [escaped, value] = unescaped(body, i + 1);
      bytes[length++] = value;
      i += escaped;
    }
    return bytes.subarray(0, length);
  }

  /** Reads a text with characters above 255 and line ends as \\uXXXX. */
  unicodeLine(): string {
    return this.line().replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short, long) => {
      const code = Number.parseInt(short ?? long, 16);
      if (code > 0x10ffff) throw new FormatError("pickle-damaged/character", {});
      return String.fromCodePoint(code);
    });
  }

  text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }
}

const escapes: Record<string, number> = { n: 10, r: 13, t: 9, "\\": 92, "'": 39, '"': 34, a: 7, b: 8, f: 12, v: 11 };

/** Returns the length and value of the escape sequence after a backslash. */
function unescaped(text: string, at: number): [length: number, value: number] {
  const hex = /^x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3))?.[1];
  if (hex !== undefined) return [3, Number.parseInt(hex, 16)];
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined) return [octal.length, Number.parseInt(octal, 8) & 255];
  const value = escapes[text[at]];
  if (value === undefined) throw new FormatError("pickle-damaged/escape", {});
  return [1, value];
}
