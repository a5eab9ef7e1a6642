/**
 * A training that this window is connected to, whoever started it: what it said last, and how it stands. The window is
 * one client of several: closing the connection leaves the training alone.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Disposable, EventEmitter, type LogOutputChannel, l10n, type Uri } from "vscode";
import type { Compared, Done, EpochEnded, Event, Progress, Started } from "../../protocol/events";
import type { RunState } from "../../protocol/panel";
import { ChannelError } from "../../protocol/port";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import type { Status } from "../../protocol/status";
import { configuredRuntime, memoryEnvironment } from "../base/settings";
import type { Exit } from "./exit";
import { runAccess } from "./runAccess";
import { type ConnectionError, RunClient } from "./runClient";
import { SessionLog } from "./sessionLog";
import { type Detached, startDetached } from "./startDetached";

/** Lines of the log that a crash is shown with. */
const logLines = 12;

/** A new process of the trainer with these arguments, or the one that trains a folder. */
export type Origin = { args: string[] } | { folder: string };

export class TrainingProcess implements Disposable {
  /** The config as it was started from. */
  readonly config: Uri;
  state: RunState = "starting";
  started: Started | undefined;
  lastEpoch: EpochEnded | undefined;
  progress: Progress | undefined;
  done: Done | undefined;
  /** Of a trial that was trained again: whether it came to the same. */
  compared: Compared | undefined;
  /** What went wrong, in words. */
  problem: string | undefined;
  /** What went wrong, as the trainer names it. */
  code: string | undefined;
  log: string[] = [];
  /** Settings that were changed while it trained, by their path in the config. */
  readonly changes = new Map<string, unknown>();
  /** How often values were set in the debugger, as far as this window has heard. */
  edits = 0;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Why this window has no connection to a process that it found, and will have none. */
  refusal: ConnectionError | undefined;
  /** Its process is gone: the run folder will not change by it any more. */
  isGone = false;
  private readonly changed = new EventEmitter<TrainingProcess>();
  private readonly events = new EventEmitter<Event>();
  private readonly connected = new EventEmitter<TrainingProcess>();
  readonly onDidChange = this.changed.event;
  /** Every event as it comes, progress included; those of before the connection come with it. */
  readonly onEvent = this.events.event;
  /** Requests reach it through the control socket: from now on, or again. */
  readonly onDidConnect = this.connected.event;
  /** Of a training that this window started. */
  private detached: Detached | undefined;
  private client: RunClient | undefined;
  private place: string | undefined;
  private isConnected = false;
  /** Its control socket does not answer: IPC stays, and no other window will find it. */
  private isOnIpc = false;
  /** What came over IPC since the run has its folder: as long as it is not known to come from there. */
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

  /** The run folder, once it is known how the run started. */
  get folder(): string | undefined {
    return this.started && this.place;
  }

  get pid(): number | undefined {
    // It may be another one by now: what a debugger has taken over.
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

  /** Rejects when the process goes before it answers. */
  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    const { client, detached } = this;
    const way = client?.isConnected || !detached ? client : detached.channel;
    return way?.request(name, params) ?? Promise.reject(new ChannelError("peer-gone", `${name}: nothing was started`));
  }

  /** Closes the connection: the training decides what it does without this window. */
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
      // It would train on unheard.
      this.problem = error.message;
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
      const env = { ...process.env, ...memoryEnvironment() };
      return startDetached(args, listeners, { trainer, runtime, env, spawn });
    } catch (error) {
      return error as Error;
    }
  }

  /** Over IPC, until the run has its folder: what comes from then on is in metrics.jsonl and comes from the socket. */
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

  private fail(error: ConnectionError): void {
    this.output.debug(error.message);
    // A connection that was lost is tried again, and one to a process that was found when its lock changes.
    if (this.isConnected || error.code === "not-training") return;
    this.refusal = error;
    this.client?.close();
    if (!this.detached) return;
    this.output.warn(error.message);
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
        this.sessionLog.write("warn", event.message);
        return;
      case "done":
        this.done = event;
        this.compared = event.again;
        this.state = event.reason;
        return;
      case "failed":
        this.state = "failed";
        this.compared = event.again;
        this.problem = event.message;
        this.code = event.code;
        this.sessionLog.write("error", event.message);
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
    this.problem ??= whyGone(exit, this.started !== undefined);
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

function whyGone(exit: Exit | undefined, started: boolean): string {
  if (!exit) return l10n.t("The training process is gone. Resume the run from its last checkpoint.");
  const { code, signal, error } = exit;
  if (error) {
    const setting = "matrixNetwork.runtime";
    return l10n.t("The trainer cannot be started: {0}. Look at the setting {1}.", error.message, setting);
  }
  const how = signal ? l10n.t("it was ended by {0}", signal) : l10n.t("it ended with code {0}", String(code));
  return started
    ? l10n.t("The training process is gone: {0}. Resume the run from its last checkpoint.", how)
    : l10n.t("The training process is gone before it began: {0}.", how);
}
