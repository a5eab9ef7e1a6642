/**
 * A sweep whose workers an executor starts, elsewhere: starts them where none is there, and shows what the folder says.
 * They do not belong to this command: Ctrl-C leaves them alone.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { NetworkError } from "../core/errors";
import { lastPrinted } from "../executors/printed";
import type { Executor } from "../executors/types";
import { type LeaveSignal, onLeaveSignals, signalExitCode } from "./leaveSignals";
import type { SweepView } from "./sweepView";

/** Between two looks into the folder, which may be on a network drive. */
const lookMilliseconds = 1000;
/** Between two questions to the scheduler: sooner at first, since much is said of it then; it serves others, too. */
const [shortestAsk, longestAsk] = [1000, 15_000];
/** Where a scheduler cannot be asked: after so long without a trial that is trained its workers have ended. */
const idleMilliseconds = 60_000;

export interface ExecutorSweepOptions {
  /** Whether nothing is left of the group to train. */
  isOver(): Promise<boolean>;
  /** Whether a trial is trained now: asked where the executor cannot say whether workers are there. */
  isTraining(): Promise<boolean>;
  /** Shows the lines that start workers, where nobody has accepted them; rejects where they are refused. */
  accept(): Promise<void>;
  /** Made when workers are there: whatever is wrong before has a line of its own. */
  makeView(): SweepView;
  /** Of a trial that has ended: the events of its run, where they are wanted. */
  showEvents?: ((trial: number) => Promise<void>) | undefined;
  /** How to see the sweep again, and how to end its workers. */
  readonly hints: { readonly again: string; readonly cancel: string };
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export class ExecutorSweep {
  private readonly leaving = new AbortController();
  private signal: LeaveSignal | undefined;
  private readonly now: () => number;
  private readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Whether a worker has trained since this command looks. */
  private isBegun = false;
  private idleSince: number | undefined;
  private askedAt = 0;
  private askAfter = shortestAsk;
  /** Answers of the scheduler, one after the other, that no worker is left. */
  private noneLeft = 0;

  constructor(
    private readonly executor: Executor,
    private readonly options: ExecutorSweepOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.wait = options.wait ?? waitFor;
  }

  /** The exit code. Rejects where no worker could be started. */
  async run(): Promise<number> {
    const { executor, options } = this;
    if (await options.isOver()) return this.shown(options.makeView());
    const notes: string[] = [];
    const state = await executor.look();
    const isThere = state.left === undefined ? await options.isTraining() : state.left > 0;
    if (isThere) notes.push(`workers   ${state.left ?? "some"} are there already, and none was started`);
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

  /** A sweep that was over before. */
  private async shown(view: SweepView): Promise<number> {
    view.show("running");
    await view.look();
    view.show("over");
    return view.exitCode;
  }

  private async follow(view: SweepView): Promise<number> {
    const { options } = this;
    for (let judged = -1; ; ) {
      if (this.signal) return this.leftAlone(view, this.signal);
      await this.look(view);
      const isNone = await this.isNoneLeft(view);
      const isOther = view.closed !== judged;
      judged = view.closed;
      if ((isNone || isOther) && (await options.isOver())) return this.over(view);
      if (isNone) return this.noneIsLeft(view);
      await this.wait(lookMilliseconds, this.leaving.signal);
    }
  }

  private async look(view: SweepView): Promise<void> {
    await view.look(async ({ proposal }) => this.options.showEvents?.(proposal.trial));
    if (view.isTraining) {
      this.isBegun = true;
      this.idleSince = undefined;
    } else if (this.idleSince === undefined) {
      this.idleSince = this.now();
      this.askAfter = shortestAsk;
    }
  }

  /** By the scheduler, twice, since the folder may lag behind; where it cannot be asked, by what happens in it. */
  private async isNoneLeft(view: SweepView): Promise<boolean> {
    if (this.now() - this.askedAt < this.askAfter) return false;
    const { left, pending } = await this.executor.look();
    this.askedAt = this.now();
    this.noneLeft = left === 0 ? this.noneLeft + 1 : 0;
    this.askAfter = left === 0 ? shortestAsk : Math.min(longestAsk, this.askAfter * 1.5);
    view.reporter.status(pending);
    if (left !== undefined) return this.noneLeft > 1;
    return this.isBegun && this.idleSince !== undefined && this.now() - this.idleSince > idleMilliseconds;
  }

  private async over(view: SweepView): Promise<number> {
    await view.look();
    view.show("over");
    const { left = 0, pending } = await this.executor.look();
    if (left > 0 && pending !== undefined) {
      view.reporter.note(`workers that wait find nothing to do when they start\n${this.options.hints.cancel}`);
    }
    return view.exitCode;
  }

  /** Whoever submits jobs expects them to outlive the terminal. */
  private leftAlone(view: SweepView, signal: LeaveSignal): number {
    const { again, cancel } = this.options.hints;
    view.show("running");
    view.reporter.note(`the workers go on\n${again}\n${cancel}`);
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
