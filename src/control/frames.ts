/**
 * Frames of the control socket: four bytes with the length of the body, big-endian, then the body. A body is JSON, or
 * the output of `v8.serialize`, which preserves typed arrays; the first byte distinguishes them.
 */
import { deserialize, serialize } from "node:v8";

/** Limit before the client has sent the token. */
export const maxFirstBytes = 64 * 1024;
/** Limit after it; the largest answer to a page is a picture of 4096 × 4096 weights: slightly over 64 MiB. */
export const maxBytes = 128 * 2 ** 20;

const headBytes = 4;
/** `{`; v8's output starts with 0xff. */
const jsonBrace = 0x7b;

/** Encodes a frame; throws a RangeError if the message is too long. */
export function encodeFrame(message: unknown, as: "json" | "v8"): Buffer {
  const body = as === "json" ? Buffer.from(JSON.stringify(message)) : serialize(message);
  if (body.length > maxBytes) throw new RangeError(`${body.length} bytes exceed the limit of a frame`);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

export class FrameError extends Error {}

/** Splits a byte stream into bodies, however it is chunked. */
export class FrameReader {
  /** Largest size of a body; a longer one is rejected as soon as its length is known. */
  limit = maxFirstBytes;
  private pieces: Buffer[] = [];
  private length = 0;

  push(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** Returns the next body; undefined until it is complete. Throws a FrameError if it is too long. */
  next(): Buffer | undefined {
    if (this.length < headBytes) return undefined;
    const size = this.peek(headBytes).readUInt32BE();
    if (size > this.limit) throw new FrameError(`a frame of ${size} bytes, of at most ${this.limit}`);
    if (this.length < headBytes + size) return undefined;
    const whole = this.peek(this.length);
    this.pieces = [whole.subarray(headBytes + size)];
    this.length -= headBytes + size;
    return whole.subarray(headBytes, headBytes + size);
  }

  /** Discards the buffered bytes. */
  clear(): void {
    this.pieces = [];
    this.length = 0;
  }

  /** Returns the first bytes as one buffer. */
  private peek(count: number): Buffer {
    if (this.pieces[0].length < count) this.pieces = [Buffer.concat(this.pieces)];
    return this.pieces[0];
  }
}

/** Decodes JSON only, for bodies before the token. Throws if it is invalid. */
export const decodeJson = (body: Buffer): unknown => JSON.parse(body.toString("utf8"));

/** Decodes JSON or v8's format; throws for others. */
export const decodeBody = (body: Buffer): unknown => (body[0] === jsonBrace ? decodeJson(body) : deserialize(body));
