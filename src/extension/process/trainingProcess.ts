/**
 * A training that this window is connected to, whoever started it: its latest events and its state. The window is one
 * of several clients: closing the connection does not affect the training.
 */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Disposable, EventEmitter, type LogOutputChannel, type Uri } from "vscode";
import type { Compared, Done, EpochEnded, Event, Progress, Started } from "../../protocol/events";
import type { RunState } from "../../protocol/panel";
import { ChannelError } from "../../protocol/port";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import type { Status } from "../../protocol/status";
import { nextEvent } from "../base/nextEvent";
import { configuredRuntime, processEnvironment } from "../base/settings";
import { messageOf } from "../base/translated";
import { type Exit, exitReason } from "./exit";
import { runAccess } from "./runAccess";
import { type ConnectionError, RunClient } from "./runClient";
import { sendAgain } from "./sendAgain";
import { SessionLog } from "./sessionLog";
import { type Detached, startDetached } from "./startDetached";

/** Number of log lines shown with a crash. */
const logLines = 12;

/** Arguments to start a trainer process, or the run folder of an existing one. */
export type Origin = { args: string[] } | { folder: string };

export class TrainingProcess implements Disposable {
  /** The config file that it was started from. */
  readonly config: Uri;
  state: RunState = "starting";
  started: Started | undefined;
  lastEpoch: EpochEnded | undefined;
  progress: Progress | undefined;
  done: Done | undefined;
  /** Comparison with the original, for a trial that was trained again. */
  compared: Compared | undefined;
  /** Error message, for display. */
  problem: string | undefined;
  /** Error code of the trainer. */
  code: string | undefined;
  log: string[] = [];
  /** Settings that were changed during training, by their path in the config. */
  readonly changes = new Map<string, unknown>();
  /** Number of values set in the debugger, as far as this window has received the events. */
  edits = 0;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Reason why this window cannot connect to an existing process. */
  refusal: ConnectionError | undefined;
  /** True when the process has ended and no longer changes the run folder. */
  isGone = false;
  private readonly changed = new EventEmitter<TrainingProcess>();
  private readonly events = new EventEmitter<Event>();
  private readonly connected = new EventEmitter<TrainingProcess>();
  readonly onDidChange = this.changed.event;
  /** Fires for every event, including progress; the history is fired when connecting. */
  readonly onEvent = this.events.event;
  /** Fires when requests can be sent through the control socket, also after each reconnection. */
  readonly onDidConnect = this.connected.event;
  /** Process of a training that this window started. */
  private detached: Detached | undefined;
  private client: RunClient | undefined;
  private place: string | undefined;
  private isConnected = false;
  /** True if the control socket does not answer: IPC stays open, and other windows cannot attach. */
  private isOnIpc = false;
  /** Events received over IPC since the run has its folder, kept until the control socket is connected. */
  private unread: Event[] = [];
  private readonly sessionLog: SessionLog;
  private disposed = false;

  constructor(
    config: Uri,
    origin: Origin,
    private readonly output: LogOutputChannel,
  ) {
    this.config = config;
    this.sessionLog = new SessionLog(output);
    this.ended = "args" in origin ? this.start(origin.args) : this.attach(origin.folder);
  }

  /** The run folder, once the run has started. */
  get folder(): string | undefined {
    return this.started && this.place;
  }

  get pid(): number | undefined {
    // A debugger may have taken over the run in another process.
    return this.client?.pid ?? this.detached?.pid;
  }

  get isStartedHere(): boolean {
    return this.detached !== undefined;
  }

  get isOver(): boolean {
    return this.state !== "starting" && this.state !== "running" && this.state !== "paused";
  }

  async stop(): Promise<void> {
    await this.request("stop", {});
  }

  async pause(): Promise<void> {
    await this.request("pause", {});
    this.receivePaused(true);
  }

  async continue(): Promise<void> {
    await this.request("resume", {});
    this.receivePaused(false);
  }

  /** Rejects if the training ends before it answers. */
  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    const send = (): Promise<RequestResult<Name>> => {
      const { client, detached } = this;
      const way = client?.isConnected || !detached ? client : detached.channel;
      return way?.request(name, params) ?? Promise.reject(ChannelError.of("peer-gone/nothing", { name }));
    };
    return sendAgain(send, () => this.reconnected());
  }

  /** Closes the connection: the training decides whether to continue without this window. */
  dispose(): void {
    this.disposed = true;
    this.client?.close();
    this.detached?.release();
    this.detached?.output.remove();
    this.changed.dispose();
    this.events.dispose();
    this.connected.dispose();
  }

  private async start(args: string[]): Promise<void> {
    this.output.info(`trainer.js ${args.join(" ")}`);
    const detached = this.startProcess(args);
    if (detached instanceof Error) return this.end({ code: null, signal: null, error: detached });
    this.detached = detached;
    detached.channel.hello.catch((error: ChannelError) => {
      if (error.code !== "protocol-mismatch" && error.code !== "no-hello") return;
      // It would train without being heard.
      this.problem = messageOf(error);
      detached.kill();
    });
    const exit = await detached.exited;
    await this.client?.gone;
    await this.keepLog(detached);
    this.end(exit);
  }

  private startProcess(args: string[]): Detached | Error {
    try {
      const listeners = {
        onEvent: (event: Event) => this.hear(event),
        onStatus: ({ paused }: Status) => this.receivePaused(paused),
        onProblem: (problem: string) => this.output.warn(problem),
      };
      const trainer = join(__dirname, "trainer.js");
      const runtime = configuredRuntime() ?? process.execPath;
      const env = { ...process.env, ...processEnvironment() };
      return startDetached(args, listeners, { trainer, runtime, env, spawn });
    } catch (error) {
      return error as Error;
    }
  }

  /** Receives events over IPC until the run has its folder; later ones come from metrics.jsonl and the socket. */
  private hear(event: Event): void {
    if (this.isOnIpc) return this.receive(event);
    if (this.place) this.unread.push(event);
    else if (event.type === "started") {
      this.unread.push(event);
      void this.attach(event.run);
    } else this.receive(event);
  }

  private async attach(folder: string): Promise<void> {
    this.place = folder;
    this.sessionLog.beginHistory();
    const listeners = {
      onEvent: (event: Event) => this.receive(event),
      onPaused: (paused: boolean) => this.receivePaused(paused),
      onProblem: (problem: string) => this.output.warn(`${folder}: ${problem}`),
      onFailure: (error: ConnectionError) => this.fail(error),
      onConnected: () => this.connect(),
    };
    this.client = new RunClient(folder, listeners, runAccess);
    await this.client.gone;
    if (!this.detached) this.end();
  }

  private connect(): void {
    this.isConnected = true;
    this.sessionLog.endHistory(this.isStartedHere);
    this.detached?.release();
    this.unread = [];
    this.connected.fire(this);
  }

  /** Resolves with true once requests can be sent, or with false if the connection was closed here or there is none. */
  private async reconnected(): Promise<boolean> {
    if (!this.client || this.disposed) return false;
    if (!this.client.isConnected) await Promise.race([nextEvent(this.onDidConnect), this.ended]);
    return this.client.isConnected;
  }

  private fail(error: ConnectionError): void {
    this.output.debug(error.message);
    // A lost connection is retried, and one to an existing process when its lock changes.
    if (this.isConnected || error.code === "not-training") return;
    this.refusal = error;
    this.client?.close();
    if (!this.detached) return;
    this.output.warn(messageOf(error));
    this.isOnIpc = true;
    this.sessionLog.endHistory(this.isStartedHere);
    for (const event of this.unread.splice(0)) this.receive(event);
  }

  private receive(event: Event): void {
    this.note(event);
    this.events.fire(event);
    this.changed.fire(this);
  }

  private note(event: Event): void {
    switch (event.type) {
      case "started":
        this.sessionLog.beginSession();
        this.started = event;
        this.state = "running";
        this.done = undefined;
        this.problem = undefined;
        this.code = undefined;
        return;
      case "epoch":
        this.lastEpoch = event;
        return;
      case "progress":
        this.progress = event;
        return;
      case "warning":
        this.sessionLog.write("warn", messageOf(event));
        return;
      case "done":
        this.done = event;
        this.compared = event.again;
        this.state = event.reason;
        return;
      case "failed":
        this.state = "failed";
        this.compared = event.again;
        this.problem = messageOf(event);
        this.code = event.code;
        this.sessionLog.write("error", messageOf(event));
        return;
      case "changed":
        this.changes.set(event.path, event.to);
        return;
      case "edited":
        this.edits++;
        return;
      case "hello":
      case "layers":
      case "checkpoint":
        return;
    }
  }

  private receivePaused(paused: boolean): void {
    if (this.state === (paused ? "running" : "paused")) this.become(paused ? "paused" : "running");
  }

  /** @param exit of a process that this window started */
  private end(exit?: Exit): void {
    this.isGone = true;
    this.sessionLog.endHistory(this.isStartedHere);
    if (this.disposed) return;
    if (exit) this.output.info(`trainer.js ended: ${exit.error?.message ?? exit.signal ?? exit.code}`);
    if (this.isOver) return this.changed.fire(this);
    this.problem ??= exitReason(exit, this.started !== undefined);
    this.become(this.started ? "crashed" : "failed");
  }

  private become(state: RunState): void {
    this.state = state;
    this.changed.fire(this);
  }

  private async keepLog({ output }: Detached): Promise<void> {
    this.log = await output.lines(logLines);
    output.remove();
    for (const line of this.log) this.output.info(line);
  }
}
