/** The parent's end of the connection to a child process: receives events and sends requests. */
import { type Event, eventSchema, type Hello, helloSchema, protocolVersion } from "./events";
import { ChannelError, describeProblem, type Port, shortText } from "./port";
import {
  type RequestName,
  type RequestParams,
  type RequestResult,
  type Role,
  requestSchemas,
  responseSchema,
} from "./requests";
import { type Status, statusSchema } from "./status";

interface Pending {
  name: RequestName;
  resolve(result: unknown): void;
  reject(error: ChannelError): void;
}

export interface ChannelListeners {
  /** Called for every event but hello, in order. */
  onEvent?: (event: Event) => void;
  /** Called when a training is paused or resumed, by any client. */
  onStatus?: (status: Status) => void;
  /** Called with the description of an invalid message, which is otherwise ignored. */
  onProblem?: (problem: string) => void;
}

/** @typeParam R role of the child, which determines its requests */
export class Channel<R extends Role = "train"> {
  /** Resolves with the child's first message; rejects if the protocols differ or the child ends before it. */
  readonly hello: Promise<Hello>;
  private settleHello!: { resolve(hello: Hello): void; reject(error: ChannelError): void };
  private greeted = false;
  private closed: ChannelError | undefined;
  private lastId = 0;
  private readonly pending = new Map<number, Pending>();
  private readonly stopListening: (() => void)[];

  constructor(
    private readonly port: Port,
    private readonly listeners: ChannelListeners = {},
  ) {
    this.hello = new Promise((resolve, reject) => {
      this.settleHello = { resolve, reject };
    });
    // Callers that do not await hello learn of its failure from their requests.
    this.hello.catch(() => {});
    this.stopListening = [
      port.onMessage((message) => this.receive(message)),
      port.onClose(() => this.shut(ChannelError.of("peer-gone", {}))),
    ];
  }

  /**
   * Sends a request after the child's hello. Rejects with a ChannelError if it fails, the child ends or `close` is
   * called.
   */
  async request<Name extends RequestName<R>>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    await this.hello;
    if (this.closed) throw this.closed;
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.pending.set(id, { name, resolve, reject }));
    try {
      this.port.send({ type: "request", id, name, params });
    } catch (cause) {
      this.settle(id)?.reject(ChannelError.of("peer-gone/request", { name, reason: String(cause) }));
    }
    return (await answer) as RequestResult<Name>;
  }

  /** Stops listening and rejects pending requests. Does not end the child. */
  close(): void {
    this.shut(ChannelError.of("channel-closed", {}));
  }

  private receive(message: unknown): void {
    if (!this.greeted) this.greet(message);
    else if (typeOf(message) === "response") this.receiveResponse(message);
    else if (typeOf(message) === "status") this.receiveStatus(message);
    else this.receiveEvent(message);
  }

  /** Handles the first message, which decides if others are read. */
  private greet(message: unknown): void {
    this.greeted = true;
    const hello = helloSchema.safeParse(message);
    if (!hello.success) {
      this.shut(ChannelError.of("no-hello", { message: shortText(message) }));
    } else if (hello.data.protocol !== protocolVersion) {
      const { protocol: theirs, version } = hello.data;
      this.shut(ChannelError.of("protocol-mismatch", { theirs, version, ours: protocolVersion }));
    } else {
      this.settleHello.resolve(hello.data);
    }
  }

  private receiveEvent(message: unknown): void {
    const event = eventSchema.safeParse(message);
    if (event.success && event.data.type !== "hello") this.listeners.onEvent?.(event.data);
    else this.report("not an event of this protocol", message, event.error);
  }

  private receiveStatus(message: unknown): void {
    const status = statusSchema.safeParse(message);
    if (status.success) this.listeners.onStatus?.(status.data);
    else this.report("not a status of this protocol", message, status.error);
  }

  private receiveResponse(message: unknown): void {
    const response = responseSchema.safeParse(message);
    const pending = response.success ? this.settle(response.data.id) : undefined;
    if (!response.success) {
      this.report("not a response of this protocol", message, response.error);
    } else if (!pending) {
      this.report("a response without a request", message);
    } else if ("error" in response.data) {
      pending.reject(new ChannelError(response.data.error.code, response.data.error));
    } else {
      this.receiveResult(pending, response.data.result);
    }
  }

  private receiveResult(pending: Pending, message: unknown): void {
    const result = requestSchemas()[pending.name].result.safeParse(message);
    if (result.success) {
      pending.resolve(result.data);
    } else {
      this.report(`not a result of ${pending.name}`, message, result.error);
      pending.reject(ChannelError.of("bad-result", { name: pending.name }));
    }
  }

  private report(what: string, message: unknown, fault?: Parameters<typeof describeProblem>[2]): void {
    this.listeners.onProblem?.(describeProblem(what, message, fault));
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private shut(reason: ChannelError): void {
    if (this.closed) return;
    this.closed = reason;
    for (const stop of this.stopListening) stop();
    this.settleHello.reject(reason);
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(reason);
  }
}

const typeOf = (message: unknown) => (message as { type?: unknown } | null | undefined)?.type;
