/** A sweep by workers on this machine. Ctrl-C stops them with checkpoints, from which the sweep can continue. */
import { setTimeout as sleep } from "node:timers/promises";
import { type LeaveSignal, onLeaveSignals, signalExitCode } from "./leaveSignals";
import { LocalWorkers, type WorkersEnd } from "./localWorkers";
import type { SweepView } from "./sweepView";

/** Each look takes a few ms of the workers' time. */
const pollMilliseconds = 1000;

interface Options {
  /** By default as many as fit. */
  workers?: number | undefined;
  /** Number of workers to start before it is known how many fit. */
  first: number;
  events: boolean;
  /** Command that continues the sweep. */
  hint: string;
}

export class LocalSweep {
  private signal: LeaveSignal | undefined;

  constructor(
    private readonly view: SweepView,
    private readonly options: Options,
  ) {}

  /** Returns the exit code. */
  async run(): Promise<number> {
    const { view, options } = this;
    const { reporter } = view;
    view.show("running");
    const { workers: count, first, events } = options;
    const onEvent = reporter.showRun.bind(reporter);
    const workers = new LocalWorkers(view.folder, {
      count,
      first,
      events,
      onEvent,
      onNote: reporter.note.bind(reporter),
    });
    const forget = this.stopOnSignals(workers);
    try {
      const end = await this.followWhile(workers);
      await view.poll();
      view.show(end.isOver && !this.signal ? "over" : "stopped");
      if (end.failure) reporter.note(end.failure.message);
      if (!end.isOver) reporter.note(options.hint);
      if (this.signal) return signalExitCode(this.signal);
      return end.failure && !end.isOver ? end.failure.exitCode : view.exitCode;
    } finally {
      forget();
    }
  }

  private async followWhile(workers: LocalWorkers): Promise<WorkersEnd> {
    const leaving = new AbortController();
    const ended = workers.ended.finally(() => leaving.abort());
    while (!leaving.signal.aborted) {
      const trials = await this.view.poll();
      if (trials.length > 0) workers.trialEnded();
      // A timer that is left would keep this process alive.
      await sleep(pollMilliseconds, undefined, { signal: leaving.signal }).catch(() => {});
    }
    return ended;
  }

  /** The first signal stops with checkpoints, a second one at once; a terminal that closes can send SIGHUP twice. */
  private stopOnSignals(workers: LocalWorkers): () => void {
    return onLeaveSignals(
      (signal) => {
        if (this.signal && signal === "SIGHUP") return;
        if (this.signal) {
          workers.kill();
          process.exit(signalExitCode(signal));
        }
        this.signal = signal;
        this.view.reporter.note("stopping …");
        workers.stop();
      },
      () => workers.stop(),
    );
  }
}
