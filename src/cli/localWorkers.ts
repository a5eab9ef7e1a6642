/** Workers of a group as processes of this machine, each with one thread and a lower priority than other programs. */
import { type ChildProcess, fork } from "node:child_process";
import type { Event } from "../protocol/events";
import { programPath } from "../trainer/process/program";
import { fittingWorkers, thisCapacity } from "./fittingWorkers";
import type { WorkerMessage, WorkerOrder } from "./worker";

interface Options {
  /** Undefined: as many as fit, which is known when the first one has loaded its data. */
  count?: number | undefined;
  /** Number to start before that is known; 1 by default. */
  first?: number | undefined;
  /** True if the events of the trials' runs are requested. */
  events: boolean;
  onEvent(event: Event, trial: number): void;
  /** Called with a line for the user. */
  onNote(line: string): void;
}

export interface WorkersEnd {
  /** True if a worker found that nothing is left. */
  readonly isOver: boolean;
  /** Exit code and message of the first worker that failed. */
  readonly failure?: { readonly exitCode: number; readonly message: string };
}

export class LocalWorkers {
  private readonly running = new Set<ChildProcess>();
  /** Number of workers killed or crashed since the last trial ended. */
  private crashes = 0;
  private isOver = false;
  /** Number of workers that left because others train what is left. */
  private dismissed = 0;
  private isStopping = false;
  private count: number;
  private isChosen: boolean;
  /** True if a client of a trial stopped its worker. */
  private wasStopped = false;
  private failure: WorkersEnd["failure"];
  private onEnd: (end: WorkersEnd) => void = () => {};
  /** Resolves when all workers have exited. */
  readonly ended: Promise<WorkersEnd>;

  constructor(
    private readonly group: string,
    private readonly options: Options,
  ) {
    this.ended = new Promise((resolve) => {
      this.onEnd = resolve;
    });
    const { count, first = 1 } = options;
    this.isChosen = count !== undefined;
    this.count = count ?? first;
    for (let i = 0; i < this.count; i++) this.start();
  }

  /** Resets the crash count: a trial has ended, so the workers are not at fault. */
  trialEnded(): void {
    this.crashes = 0;
  }

  /** Stops all workers, which hand their trials on and exit. */
  stop(): void {
    this.isStopping = true;
    for (const child of this.running) if (child.connected) child.send("stop", () => {});
  }

  /** Kills all workers at once, without a checkpoint. */
  kill(): void {
    this.isStopping = true;
    for (const child of this.running) child.kill("SIGKILL");
  }

  private start(): void {
    const { events } = this.options;
    const child = fork(programPath(), ["worker", this.group, ...(events ? ["--events"] : [])], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: [],
    });
    this.running.add(child);
    let output = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-2000);
    });
    child.on("message", (message: WorkerMessage) => this.take(message, child));
    // "close", not "exit": then all of the worker's output has been read.
    child.once("close", (code, signal) => this.left(child, { code, signal, output }));
    child.once("error", () => {});
  }

  private take(message: WorkerMessage, child: ChildProcess): void {
    if (message.type === "event") return this.options.onEvent(message.event, message.trial);
    if (message.type === "memory") return this.startOthers(message.bytes);
    if (message.type === "idle") return this.dismiss(child, message.owners);
    this.isOver ||= message.end === "over";
    this.wasStopped ||= message.end === "stopped";
  }

  /** Starts the other workers, once one has loaded the data and begun to train. */
  private startOthers(bytes: number): void {
    if (this.isChosen || this.isStopping) return;
    this.isChosen = true;
    const { count, why } = fittingWorkers(bytes, thisCapacity());
    this.count = count;
    this.options.onNote(why);
    for (let i = this.running.size; i < count; i++) this.start();
  }

  /** Dismisses a worker that waits for this command's other workers: if one of them ends, another is started. */
  private dismiss(child: ChildProcess, owners: readonly number[]): void {
    const isOurs = (pid: number) => [...this.running].some((other) => other !== child && other.pid === pid);
    if (!owners.every(isOurs) || !child.connected) return;
    this.dismissed++;
    const order: WorkerOrder = "leave";
    child.send(order, () => {});
  }

  private left(
    child: ChildProcess,
    { code, signal, output }: { code: number | null; signal: string | null; output: string },
  ) {
    this.running.delete(child);
    const message = output.trim().split("\n").at(-1) ?? "";
    if (signal === null && code !== null && code !== 0 && !this.isStopping)
      this.failure ??= { exitCode: code, message };
    if (signal !== null && !this.isStopping) this.restart(signal);
    // A dismissed worker would have continued the trial of the failed one.
    else if (code !== 0 && !this.isStopping && this.dismissed > 0) {
      this.dismissed--;
      this.start();
    }
    if (this.running.size > 0) return;
    const isDone = this.isOver || this.isStopping || this.wasStopped || this.failure !== undefined;
    // The last worker may have left a trial that a killed worker had begun.
    if (!isDone) this.start();
    else this.onEnd({ isOver: this.isOver, ...(this.failure && { failure: this.failure }) });
  }

  /** Starts a replacement, unless workers repeatedly end like this without finishing a trial. */
  private restart(signal: string): void {
    this.crashes++;
    if (this.crashes <= maxCrashes + this.count) this.start();
    else {
      const message = `workers of ${this.group} were repeatedly ended by ${signal}, possibly because memory ran out; start fewer with --workers`;
      this.failure ??= { exitCode: 1, message };
    }
  }
}

const maxCrashes = 5;
