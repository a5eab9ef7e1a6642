/** One end of a control socket as a Port: sends messages in frames, and limits clients that read too slowly. */
import type { Socket } from "node:net";
import { messageFields } from "../messages/said";
import { ChannelError, type Port } from "../protocol/port";
import { decodeBody, encodeFrame, FrameReader, maxBytes } from "./frames";

/** Size of unsent data above which a client gets no more `progress`. */
const slowBytes = 2 ** 20;
/** Size at which a client is disconnected; it can reconnect, and read missed events in metrics.jsonl. */
const lostBytes = 2 * maxBytes;

export class FramedSocket implements Port {
  private readonly reader = new FrameReader();
  private readonly listeners = new Set<(message: unknown) => void>();
  private readonly closers = new Set<() => void>();
  private decode: (body: Buffer) => unknown;
  private isHeld = false;
  private isClosed = false;

  /** @param decodeFirst decodes bodies until `trust` is called */
  constructor(
    readonly socket: Socket,
    decodeFirst: (body: Buffer) => unknown,
    private readonly onProblem: (problem: string) => void = () => {},
  ) {
    this.decode = decodeFirst;
    socket.on("data", (piece: Buffer) => this.receive(piece));
    // The connection is over; clients that need it reconnect.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.isClosed = true;
      this.deliver();
    });
  }

  /** Holds messages, and the end, until `release`, when a listener exists. */
  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    this.deliver();
  }

  /** Called after the other end has sent the token: its frames may then be long, and have typed arrays. */
  trust(): void {
    this.reader.limit = maxBytes;
    this.decode = decodeBody;
  }

  /** Sends a message; throws when the connection is closed. */
  send(message: unknown): void {
    if (this.socket.destroyed || this.socket.writableEnded) throw new Error("the connection is closed");
    const type = typeOf(message);
    const waiting = this.socket.writableLength;
    if (type === "progress" && waiting > slowBytes) return;
    if (waiting > lostBytes) {
      this.onProblem(`a client does not read its messages: ${waiting} bytes are queued; it is disconnected`);
      this.socket.destroy();
      return;
    }
    // Every version can read hello.
    this.socket.write(type === "hello" ? encodeFrame(message, "json") : encodeAnswer(message));
  }

  sendJson(message: unknown): void {
    if (!this.socket.destroyed && !this.socket.writableEnded) this.socket.write(encodeFrame(message, "json"));
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onClose(listener: () => void): () => void {
    this.closers.add(listener);
    return () => this.closers.delete(listener);
  }

  private receive(piece: Buffer): void {
    this.reader.push(piece);
    this.deliver();
  }

  private deliver(): void {
    try {
      while (!this.isHeld) {
        const body = this.reader.next();
        if (!body) break;
        const message = this.decode(body);
        for (const listener of [...this.listeners]) listener(message);
      }
    } catch (error) {
      this.onProblem(`the control socket received an invalid message: ${(error as Error).message}`);
      this.reader.clear();
      this.socket.destroy();
    }
    if (!this.isClosed || this.isHeld) return;
    for (const closer of this.closers) closer();
    this.closers.clear();
  }
}

/** Encodes an answer, or an error if it is too long. */
function encodeAnswer(message: unknown): Buffer {
  try {
    return encodeFrame(message, "v8");
  } catch (error) {
    if (!(error instanceof RangeError) || typeOf(message) !== "response") throw error;
    const { id } = message as { id: number };
    const tooLarge = ChannelError.of("too-large", { reason: error.message });
    return encodeFrame({ type: "response", id, error: { code: tooLarge.code, ...messageFields(tooLarge) } }, "v8");
  }
}

const typeOf = (message: unknown) => (message as { type?: unknown } | null | undefined)?.type;
