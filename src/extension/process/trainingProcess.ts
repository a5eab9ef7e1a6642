/** One training that this window started: its process, what it said last, and how it stands. */
import { type Disposable, EventEmitter, type LogOutputChannel, l10n, type Uri } from "vscode";
import type { Done, EpochEnded, Event, Progress, Started } from "../../protocol/events";
import type { RunState } from "../../protocol/panel";
import type { ChannelError } from "../../protocol/port";
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import { type Child, type Exit, startChild } from "./childProcess";

/** Lines of the log that a crash is shown with. */
const logLines = 12;

export class TrainingProcess implements Disposable {
  /** The config as it was started from. */
  readonly config: Uri;
  state: RunState = "starting";
  started: Started | undefined;
  lastEpoch: EpochEnded | undefined;
  progress: Progress | undefined;
  done: Done | undefined;
  /** What went wrong, in words. */
  problem: string | undefined;
  /** What went wrong, as the trainer names it. */
  code: string | undefined;
  readonly log: string[] = [];
  private readonly child: Child<"train">;
  private readonly changed = new EventEmitter<TrainingProcess>();
  private readonly events = new EventEmitter<Event>();
  readonly onDidChange = this.changed.event;
  /** Every event as it comes, progress included. */
  readonly onEvent = this.events.event;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Its process is gone: the run folder will not change by it any more. */
  isGone = false;
  private disposed = false;

  /** @param args of the child process: train CONFIG or resume RUN, and options */
  constructor(
    config: Uri,
    args: string[],
    private readonly output: LogOutputChannel,
  ) {
    this.config = config;
    output.info(`trainer.js ${args.join(" ")}`);
    this.child = startChild<"train">(args, {
      onEvent: (event) => this.receive(event),
      onProblem: (problem) => output.warn(problem),
      onLine: (line) => this.keepLine(line),
    });
    this.child.channel.hello.catch((error: ChannelError) => {
      if (error.code !== "protocol-mismatch" && error.code !== "no-hello") return;
      // It would train on unheard.
      this.problem = error.message;
      this.child.dispose();
    });
    this.ended = this.child.exited.then((exit) => this.end(exit));
  }

  /** The run folder, once the run has one. */
  get folder(): string | undefined {
    return this.started?.run;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isOver(): boolean {
    return this.state !== "starting" && this.state !== "running" && this.state !== "paused";
  }

  async stop(): Promise<void> {
    await this.request("stop", {});
  }

  async pause(): Promise<void> {
    await this.request("pause", {});
    if (this.state === "running") this.become("paused");
  }

  async continue(): Promise<void> {
    await this.request("resume", {});
    if (this.state === "paused") this.become("running");
  }

  /** Rejects when the process goes before it answers. */
  request<Name extends RequestName<"train">>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    return this.child.channel.request(name, params);
  }

  /** Closes the connection: the process saves its checkpoint and leaves. */
  dispose(): void {
    this.disposed = true;
    if (!this.isOver) this.state = "interrupted";
    this.child.dispose();
    this.changed.dispose();
    this.events.dispose();
  }

  private receive(event: Event): void {
    this.note(event);
    this.events.fire(event);
    this.changed.fire(this);
  }

  private note(event: Event): void {
    switch (event.type) {
      case "started":
        this.started = event;
        this.state = "running";
        return;
      case "epoch":
        this.lastEpoch = event;
        return;
      case "progress":
        this.progress = event;
        return;
      case "warning":
        this.output.warn(event.message);
        return;
      case "done":
        this.done = event;
        this.state = event.reason;
        return;
      case "failed":
        this.state = "failed";
        this.problem = event.message;
        this.code = event.code;
        this.output.error(event.message);
        return;
      case "hello":
      case "layers":
      case "changed":
      case "checkpoint":
        return;
    }
  }

  private end(exit: Exit): void {
    this.isGone = true;
    if (this.disposed) return;
    const { code, signal, error } = exit;
    this.output.info(`trainer.js ended: ${error?.message ?? signal ?? code}`);
    if (this.isOver) return this.changed.fire(this);
    this.problem ??= whyGone(exit, this.started !== undefined);
    this.become(this.started ? "crashed" : "failed");
  }

  private become(state: RunState): void {
    this.state = state;
    this.changed.fire(this);
  }

  private keepLine(line: string): void {
    this.output.info(line);
    this.log.push(line);
    if (this.log.length > logLines) this.log.shift();
  }
}

function whyGone({ code, signal, error }: Exit, started: boolean): string {
  if (error) {
    const setting = "matrixNetwork.runtime";
    return l10n.t("The trainer cannot be started: {0}. Look at the setting {1}.", error.message, setting);
  }
  const how = signal ? l10n.t("it was ended by {0}", signal) : l10n.t("it ended with code {0}", String(code));
  return started
    ? l10n.t("The training process is gone: {0}. Resume the run from its last checkpoint.", how)
    : l10n.t("The training process is gone before it began: {0}.", how);
}
