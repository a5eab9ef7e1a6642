/**
 * Frames of the control socket: four bytes with the length of the body, high byte first, then the body. A body is JSON,
 * or what `v8.serialize` writes, in which typed arrays stay what they are; the first byte tells one from the other.
 */
import { deserialize, serialize } from "node:v8";

/** Before somebody has shown the token. */
export const maxFirstBytes = 64 * 1024;
/** A picture of 4096 × 4096 weights is the largest answer to a question that a page asks: 64 MiB and a little. */
export const maxBytes = 128 * 2 ** 20;

const headBytes = 4;
/** `{`; what v8 writes begins with 0xff. */
const jsonBrace = 0x7b;

/** Throws a RangeError where the message is too long to be sent. */
export function encodeFrame(message: unknown, as: "json" | "v8"): Buffer {
  const body = as === "json" ? Buffer.from(JSON.stringify(message)) : serialize(message);
  if (body.length > maxBytes) throw new RangeError(`${body.length} bytes are more than a frame may have`);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

export class FrameError extends Error {}

/** Cuts a stream of bytes into bodies, whatever the pieces it comes in. */
export class FrameReader {
  /** What a body may have; a longer one is refused as soon as its length is known. */
  limit = maxFirstBytes;
  private pieces: Buffer[] = [];
  private length = 0;

  push(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** The next whole body; undefined until it is there. Throws a FrameError where it is too long. */
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

  /** What is there belongs to nobody any more. */
  clear(): void {
    this.pieces = [];
    this.length = 0;
  }

  /** The first bytes in one piece. */
  private peek(count: number): Buffer {
    if (this.pieces[0].length < count) this.pieces = [Buffer.concat(this.pieces)];
    return this.pieces[0];
  }
}

/** JSON alone: for bodies of somebody who has not shown the token. Throws where it is none. */
export const decodeJson = (body: Buffer): unknown => JSON.parse(body.toString("utf8"));

/** Throws where the body is neither. */
export const decodeBody = (body: Buffer): unknown => (body[0] === jsonBrace ? decodeJson(body) : deserialize(body));
