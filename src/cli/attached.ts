/** Shows a training of another process in this terminal: its reports, and the keys that control it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ResolvedConfig } from "../config/schema/resolve";
import { attach } from "../control/attach";
import type { Connection } from "../control/client";
import { NetworkError } from "../core/errors";
import type { Done, Event, Failed } from "../protocol/events";
import { latestPerEpoch, readEvents, readEventsUpTo } from "../runs/events";
import { readHolder } from "../runs/holder";
import type { HandedOver } from "../trainer/session/handover";
import { exitCodeOfFailure } from "./failures";
import { type LeaveSignal, onLeaveSignals, signalExitCode } from "./leaveSignals";
import { chooseReporter } from "./report/chooseReporter";
import type { Reporter } from "./report/reporter";
import { program, typed } from "./report/summaryLines";

interface Options {
  /** Name of the run that the user can type. */
  name: string;
  folder: string;
  config: ResolvedConfig;
  json: boolean;
}

/** Time between two attempts to reach the process that a training was handed over to. */
const againMilliseconds = 250;
/** Ctrl-C as a character, from a terminal in raw mode. */
const ctrlC = "\u0003";

export class Attached {
  private reporter: Reporter | undefined;
  private connection: Connection | undefined;
  private end: Done | Failed | undefined;
  private paused = false;
  /** Exit code of the signal that asked this command to leave. */
  private leaving: number | undefined;
  /** Number of events of metrics.jsonl already shown. */
  private seen = 0;

  constructor(private readonly options: Options) {}

  /** Returns the exit code: the training's own, or that of the signal that made this command leave. */
  async show(): Promise<number> {
    return this.listening(async () => this.follow(await this.attach((events) => this.begin(events))));
  }

  /** As `show`, for a training of this process that was handed over; continues with its reporter. */
  async goOn(reporter: Reporter, { pid, metricsBytes }: HandedOver): Promise<number> {
    this.reporter = reporter;
    this.seen = (await readEventsUpTo(this.options.folder, metricsBytes)).length;
    reporter.note(`process ${pid} continues this training; Ctrl-C detaches from it`);
    return this.listening(async () => this.follow(await this.attachToNext(), pid));
  }

  /** @param connection undefined if the process has already ended */
  private async follow(connection: Connection | undefined, pid = connection?.pid ?? 0): Promise<number> {
    for (let next = connection; next; ) {
      this.connection = next;
      if (this.leaving !== undefined) next.close();
      await next.closed;
      if (this.end || this.leaving !== undefined) return this.exitCode(next.pid);
      next = await this.attachToNext(next.pid);
    }
    return this.exitCode(pid);
  }

  /** Handles signals and keys from the first shown line on. */
  private async listening(work: () => Promise<number>): Promise<number> {
    const forget = this.listen();
    try {
      return await work();
    } finally {
      forget();
      this.reporter?.end();
    }
  }

  private attach(onHistory: (events: Event[]) => void): Promise<Connection> {
    return attach(this.options.folder, {
      onHistory: (events) => {
        onHistory(events);
        this.seen = events.length;
      },
      onEvent: (event) => {
        if (event.type !== "progress") this.seen++;
        this.take(event);
      },
      onStatus: ({ paused }) => this.become(paused),
    });
  }

  /**
   * Connects to the process that the training was handed over to; undefined if it ended, after showing its events.
   * @param from id of the previous process
   */
  private async attachToNext(from?: number): Promise<Connection | undefined> {
    const { folder } = this.options;
    const showRest = (events: Event[]) => {
      for (const event of events.slice(this.seen)) this.take(event);
    };
    for (;;) {
      const holder = await readHolder(folder);
      if (!holder || holder.lock?.pid === from) break;
      const next = await this.attach(showRest).catch(() => undefined);
      if (next) return next;
      await sleep(againMilliseconds);
    }
    showRest(await readEvents(folder));
    return undefined;
  }

  /** Shows the history: of earlier sessions only their epochs, of this one everything from its start. */
  private begin(events: Event[]): void {
    const { name, config, json } = this.options;
    const start = events.findLastIndex(({ type }) => type === "started");
    const isOver = events.slice(start + 1).some(({ type }) => type === "done" || type === "failed");
    // The current session may not have reported its start yet.
    const own = start < 0 || isOver ? events.length : start;
    const before = latestPerEpoch(events.slice(0, own));
    const earlier = before.filter((event) => event.type === "epoch");
    const edits = before.filter((event) => event.type === "edited");
    this.reporter = chooseReporter({ name, session: { config: asChanged(config, before) }, earlier, edits }, json);
    for (const event of json ? events : events.slice(own)) this.reporter.show(event);
    const { stdin } = process;
    if (stdin.isTTY && !json) this.reporter.note("s stops the training, p pauses it, Ctrl-C detaches from it");
  }

  private take(event: Event): void {
    this.reporter?.show(event);
    if (event.type === "done" || event.type === "failed") this.end = event;
  }

  private become(paused: boolean): void {
    if (paused !== this.paused) this.reporter?.note(paused ? "paused; p continues" : "continued");
    this.paused = paused;
  }

  /** Returns a function that stops listening. */
  private listen(): () => void {
    // SIGHUP also if the reader of this command's output has exited.
    const forget = onLeaveSignals(
      (signal) => this.leave(signal),
      () => this.leave("SIGHUP"),
    );
    const { stdin } = process;
    const onKeys = (text: string) => {
      for (const key of text) this.press(key);
    };
    if (stdin.isTTY) stdin.setRawMode(true).setEncoding("utf8").on("data", onKeys);
    return () => {
      forget();
      if (stdin.isTTY) stdin.off("data", onKeys).setRawMode(false).pause();
    };
  }

  private press(key: string): void {
    if (key === ctrlC) this.leave("SIGINT");
    if (key === "s") {
      this.reporter?.stopping();
      this.ask("stop");
    }
    if (key === "p") this.ask(this.paused ? "resume" : "pause");
  }

  /** If the process ends before it answers, its last event says so. */
  private ask(name: "stop" | "pause" | "resume"): void {
    this.connection?.channel.request(name, {}).catch(() => {});
  }

  private leave(signal: LeaveSignal): void {
    this.leaving ??= signalExitCode(signal);
    this.connection?.close();
  }

  private exitCode(pid: number): number {
    const { name, folder } = this.options;
    this.reporter?.end();
    if (this.end?.type === "failed") {
      console.error(this.end.message);
      return exitCodeOfFailure(this.end.code);
    }
    if (this.end) return this.end.reason === "interrupted" ? signalExitCode("SIGINT") : 0;
    if (this.leaving === undefined) throw new NetworkError("control-lost", { folder, pid });
    const back = `${program()} attach ${typed(name)}`;
    const how = this.paused ? "is paused" : "continues";
    console.error(`the training ${how} in process ${pid}; come back with: ${back}`);
    return this.leaving;
  }
}

/** Returns the config with the number of epochs that earlier sessions last set. */
function asChanged(config: ResolvedConfig, earlier: Event[]): ResolvedConfig {
  const change = earlier.findLast((event) => event.type === "changed" && event.path === "training.epochs");
  if (change?.type !== "changed" || typeof change.to !== "number") return config;
  return { ...config, training: { ...config.training, epochs: change.to } };
}
