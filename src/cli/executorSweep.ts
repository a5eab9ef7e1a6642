/**
 * A sweep whose workers an executor starts elsewhere: starts them if there are none, and shows the state of the folder.
 * The workers do not belong to this command: Ctrl-C does not stop them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { NetworkError } from "../core/errors";
import { lastPrinted } from "../executors/printed";
import type { Executor } from "../executors/types";
import { type LeaveSignal, onLeaveSignals, signalExitCode } from "./leaveSignals";
import type { SweepView } from "./sweepView";

/** Time between two looks into the folder, which may be on a network drive. */
const pollMilliseconds = 1000;
/** Time between two queries of the scheduler: shorter at first, when its answers change often; others use it, too. */
const [shortestAsk, longestAsk] = [1000, 15_000];
/** Without a scheduler to query: time without a trial in training after which its workers are considered gone. */
const idleMilliseconds = 60_000;

export interface ExecutorSweepOptions {
  /** Returns true if nothing of the group is left to train. */
  isOver(): Promise<boolean>;
  /** Returns true if a trial is being trained: called if the executor cannot say whether workers exist. */
  isTraining(): Promise<boolean>;
  /** Shows the lines that start workers, unless they were accepted before; rejects if they are refused. */
  accept(): Promise<void>;
  /** Called when workers exist: errors before that are printed separately. */
  makeView(): SweepView;
  /** Shows the events of an ended trial's run, if they are requested. */
  showEvents?: ((trial: number) => Promise<void>) | undefined;
  /** Commands that show the sweep again, and that end its workers. */
  readonly hints: { readonly again: string; readonly cancel: string };
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export class ExecutorSweep {
  private readonly leaving = new AbortController();
  private signal: LeaveSignal | undefined;
  private readonly now: () => number;
  private readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** True if a worker has trained since this command started. */
  private isBegun = false;
  private idleSince: number | undefined;
  private askedAt = 0;
  private askAfter = shortestAsk;
  /** Number of consecutive answers of the scheduler that no worker is left. */
  private noneLeft = 0;

  constructor(
    private readonly executor: Executor,
    private readonly options: ExecutorSweepOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.wait = options.wait ?? waitFor;
  }

  /** Returns the exit code. Rejects if no worker could be started. */
  async run(): Promise<number> {
    const { executor, options } = this;
    if (await options.isOver()) return this.shown(options.makeView());
    const notes: string[] = [];
    const state = await executor.poll();
    const isThere = state.left === undefined ? await options.isTraining() : state.left > 0;
    if (isThere) notes.push(`workers   ${state.left ?? "some"} are already there, so none was started`);
    else await options.accept();
    const forget = onLeaveSignals(
      (signal) => this.leave(signal),
      () => this.leave("SIGHUP"),
    );
    try {
      if (!isThere) {
        const { workers, note } = await executor.start();
        notes.push(`workers   ${workers} by ${executor.name}`, ...(note === undefined ? [] : [note]));
      }
      const view = options.makeView();
      view.show("running");
      for (const note of notes) view.reporter.note(note);
      return await this.follow(view);
    } finally {
      forget();
    }
  }

  private leave(signal: LeaveSignal): void {
    this.signal ??= signal;
    this.leaving.abort();
  }

  /** Shows a sweep that is already over, and returns the exit code. */
  private async shown(view: SweepView): Promise<number> {
    view.show("running");
    await view.poll();
    view.show("over");
    return view.exitCode;
  }

  private async follow(view: SweepView): Promise<number> {
    const { options } = this;
    for (let judged = -1; ; ) {
      if (this.signal) return this.leftAlone(view, this.signal);
      await this.poll(view);
      const isNone = await this.isNoneLeft(view);
      const isOther = view.closed !== judged;
      judged = view.closed;
      if ((isNone || isOther) && (await options.isOver())) return this.over(view);
      if (isNone) return this.noneIsLeft(view);
      await this.wait(pollMilliseconds, this.leaving.signal);
    }
  }

  private async poll(view: SweepView): Promise<void> {
    await view.poll(async ({ proposal }) => this.options.showEvents?.(proposal.trial));
    if (view.isTraining) {
      this.isBegun = true;
      this.idleSince = undefined;
    } else if (this.idleSince === undefined) {
      this.idleSince = this.now();
      this.askAfter = shortestAsk;
    }
  }

  /** Asks the scheduler, twice, since the folder may lag behind; if that is impossible, watches the folder. */
  private async isNoneLeft(view: SweepView): Promise<boolean> {
    if (this.now() - this.askedAt < this.askAfter) return false;
    const { left, pending } = await this.executor.poll();
    this.askedAt = this.now();
    this.noneLeft = left === 0 ? this.noneLeft + 1 : 0;
    this.askAfter = left === 0 ? shortestAsk : Math.min(longestAsk, this.askAfter * 1.5);
    view.reporter.status(pending);
    if (left !== undefined) return this.noneLeft > 1;
    return this.isBegun && this.idleSince !== undefined && this.now() - this.idleSince > idleMilliseconds;
  }

  private async over(view: SweepView): Promise<number> {
    await view.poll();
    view.show("over");
    const { left = 0, pending } = await this.executor.poll();
    if (left > 0 && pending !== undefined) {
      view.reporter.note(`workers that start later find no trials and end\n${this.options.hints.cancel}`);
    }
    return view.exitCode;
  }

  /** Users who submit jobs expect them to outlive the terminal. */
  private leftAlone(view: SweepView, signal: LeaveSignal): number {
    const { again, cancel } = this.options.hints;
    view.show("running");
    view.reporter.note(`the workers continue\n${again}\n${cancel}`);
    return signalExitCode(signal);
  }

  private async noneIsLeft(view: SweepView): Promise<number> {
    const { log, said } = await lastPrinted(view.folder);
    const error = new NetworkError("executor-none-left", { group: view.folder, log, said });
    view.show("stopped");
    view.reporter.note(`${error.message}\n${this.options.hints.again}`);
    return error.exitCode;
  }
}

const waitFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => {});
