/**
 * Follows a training of any process: each event of metrics.jsonl once and in order, and progress. The file has them up
 * to the byte that the control socket names in its hello, the socket has those after it; what is lost with a connection
 * is in the file again.
 */
import type { Event } from "../../protocol/events";
import { ChannelError } from "../../protocol/port";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";

/** Of a connection to the control socket what is needed here. */
export interface Connection {
  /** Of metrics.jsonl: what comes through the connection follows them. */
  readonly metricsBytes: number;
  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>>;
  /** Resolves when it has ended, after everything that came; never rejects. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface ConnectionListeners {
  onEvent(event: Event): void;
  onPaused(paused: boolean): void;
  onProblem(problem: string): void;
}

/** Why there is no connection, as `connect` rejects. */
export interface ConnectionError extends Error {
  readonly code?: string;
}

/** What is asked of the run folder, its process and the clock; a test answers in its place. */
export interface RunAccess {
  /** Rejects where nobody answers. */
  connect(folder: string, listeners: ConnectionListeners): Promise<Connection>;
  /** What tells apart the process that trains it from another one; undefined where none does. */
  holder(folder: string): Promise<{ token: string | undefined; pid: number | undefined } | undefined>;
  /** A piece of metrics.jsonl, and where the next one begins: at `from`, where there is no more. */
  readEvents(folder: string, from: number, to?: number): Promise<{ events: Event[]; end: number }>;
  wait(milliseconds: number): Promise<void>;
}

export interface RunClientListeners extends ConnectionListeners {
  /** Connected, the history read: once, and after each loss again. */
  onConnected(): void;
  /** No connection: another attempt follows. The same reason of many attempts once. */
  onFailure(error: ConnectionError): void;
}

/** Between two attempts, while a process that does not answer trains the run. */
const againMilliseconds = 250;

export class RunClient {
  /** Resolves when no process, or another one than at first, trains the run, or `close` was called; never rejects. */
  readonly gone: Promise<void>;
  /** Of the process that trains it. */
  pid: number | undefined;
  /** How much of metrics.jsonl was handed over: its bytes up to here, and so many events after them. */
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
    return Promise.reject(new ChannelError("peer-gone", `${name}: there is no connection to the training`));
  }

  /** Whether a request can be sent now. */
  get isConnected(): boolean {
    return this.connection !== undefined;
  }

  /** Hears nothing more; the training goes on. */
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

  /** Whether the process of before has the run. */
  private async isHeld(): Promise<boolean> {
    const holder = await this.access.holder(this.folder).catch(() => undefined);
    if (!holder) return false;
    // A lock that is being written just now names nobody.
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

  /** Until the connection ends. */
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

  /** What the file has beyond what was handed over. */
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
