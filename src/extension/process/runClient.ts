/**
 * Follows a training of any process: each event of metrics.jsonl once and in order, and progress. The file has the
 * events up to the byte that the control socket states in its hello, the socket has those after it; events lost with a
 * connection are read from the file.
 */
import type { Event } from "../../protocol/events";
import { ChannelError } from "../../protocol/port";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";

/** The part of a control socket connection that is needed here. */
export interface Connection {
  /** Size of metrics.jsonl in bytes, at which the events of the connection start. */
  readonly metricsBytes: number;
  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>>;
  /** Resolves when the connection has ended, after all its events; never rejects. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface ConnectionListeners {
  onEvent(event: Event): void;
  onPaused(paused: boolean): void;
  onProblem(problem: string): void;
}

/** Reason why there is no connection; `connect` rejects with it. */
export interface ConnectionError extends Error {
  readonly code?: string;
}

/** Access to the run folder, its process and the clock; tests replace it. */
export interface RunAccess {
  /** Rejects if no process answers. */
  connect(folder: string, listeners: ConnectionListeners): Promise<Connection>;
  /** Identifies the process that trains the run; undefined if none does. */
  holder(folder: string): Promise<{ token: string | undefined; pid: number | undefined } | undefined>;
  /** Reads a piece of metrics.jsonl, and returns where the next one starts; `from` if there is no more. */
  readEvents(folder: string, from: number, to?: number): Promise<{ events: Event[]; end: number }>;
  wait(milliseconds: number): Promise<void>;
}

export interface RunClientListeners extends ConnectionListeners {
  /** Called when connected and the history is read: once, and after each reconnection. */
  onConnected(): void;
  /** Called when connecting fails, before the next attempt; once for repeated failures of the same reason. */
  onFailure(error: ConnectionError): void;
}

/** Interval between attempts, while a process that does not answer trains the run. */
const againMilliseconds = 250;

export class RunClient {
  /** Resolves when no process or another one trains the run, or after `close`; never rejects. */
  readonly gone: Promise<void>;
  /** Process id of the training. */
  pid: number | undefined;
  /** Position in metrics.jsonl of the delivered events: bytes, and the number of events after them. */
  private position = { bytes: 0, events: 0 };
  private token: string | undefined;
  private connection: Connection | undefined;
  private isClosed = false;
  private lastFailure: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly listeners: RunClientListeners,
    private readonly access: RunAccess,
  ) {
    this.gone = this.follow();
  }

  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    if (this.connection) return this.connection.request(name, params);
    return Promise.reject(ChannelError.of("peer-gone/unconnected", { name }));
  }

  /** True if a request can be sent now. */
  get isConnected(): boolean {
    return this.connection !== undefined;
  }

  /** Ends all events; the training continues. */
  close(): void {
    this.isClosed = true;
    this.connection?.close();
  }

  private async follow(): Promise<void> {
    while (!this.isClosed && (await this.isHeld())) {
      await this.followConnection().catch((error: ConnectionError) => this.fail(error));
      if (!this.isClosed && (await this.isHeld())) await this.access.wait(againMilliseconds);
    }
    if (!this.isClosed) await this.readOn().catch((error: Error) => this.fail(error));
  }

  /** Returns true if the same process still holds the run. */
  private async isHeld(): Promise<boolean> {
    const holder = await this.access.holder(this.folder).catch(() => undefined);
    if (!holder) return false;
    // A lock that is being written has no token.
    if (holder.token === undefined) return true;
    this.token ??= holder.token;
    if (holder.token !== this.token) return false;
    this.pid = holder.pid;
    return true;
  }

  private fail(error: ConnectionError): void {
    if (!this.isClosed && error.message !== this.lastFailure) this.listeners.onFailure(error);
    this.lastFailure = error.message;
  }

  /** Follows one connection until it ends. */
  private async followConnection(): Promise<void> {
    let early: (() => void)[] | undefined = [];
    const afterHistory = (call: () => void): void => {
      if (early) early.push(call);
      else call();
    };
    const connection = await this.access.connect(this.folder, {
      onEvent: (event) => afterHistory(() => this.take(event)),
      onPaused: (paused) => afterHistory(() => this.isClosed || this.listeners.onPaused(paused)),
      onProblem: (problem) => this.listeners.onProblem(problem),
    });
    try {
      if (this.isClosed) return;
      await this.readOn(connection.metricsBytes);
      this.position = { bytes: connection.metricsBytes, events: 0 };
      this.connection = connection;
      const waiting = early;
      early = undefined;
      for (const call of waiting) call();
      this.lastFailure = undefined;
      this.listeners.onConnected();
      await connection.closed;
    } finally {
      this.connection = undefined;
      connection.close();
    }
  }

  /** Delivers the events of the file that were not delivered yet. */
  private async readOn(to?: number): Promise<void> {
    while (!this.isClosed) {
      const { bytes, events: seen } = this.position;
      const { events, end } = await this.access.readEvents(this.folder, bytes, to);
      if (end === bytes) return;
      for (const event of events.slice(seen)) this.take(event);
      this.position = { bytes: end, events: Math.max(0, seen - events.length) };
    }
  }

  private take(event: Event): void {
    if (this.isClosed) return;
    if (event.type !== "progress") this.position.events++;
    this.listeners.onEvent(event);
  }
}
