/** The clock of the panels, stopped: time passes only when the test says so. */
import type { Clock } from "../../src/extension/base/clock";
import { activate } from "./parts";

interface Timer {
  due: number;
  act: () => void;
}

export class StoppedClock {
  /** Timers that have not fired yet. */
  private readonly timers = new Set<Timer>();
  private milliseconds: number;

  private constructor(
    private readonly clock: Clock,
    private readonly before: Clock,
  ) {
    this.milliseconds = before.now();
  }

  static async stop(): Promise<StoppedClock> {
    const { clock } = await activate();
    const stopped = new StoppedClock(clock, { ...clock });
    Object.assign(clock, stopped.functions());
    return stopped;
  }

  /** Milliseconds until each pending timer fires. */
  get waits(): number[] {
    return [...this.timers].map(({ due }) => due - this.milliseconds);
  }

  pass(milliseconds: number): void {
    this.milliseconds += milliseconds;
    for (const timer of [...this.timers]) {
      if (timer.due > this.milliseconds) continue;
      this.timers.delete(timer);
      timer.act();
    }
  }

  /** Restores the real clock and fires all pending timers. */
  goOn(): void {
    Object.assign(this.clock, this.before);
    this.pass(Number.POSITIVE_INFINITY);
  }

  private functions(): Clock {
    return {
      now: () => this.milliseconds,
      setTimeout: (act, wait) => {
        const timer = { due: this.milliseconds + wait, act };
        this.timers.add(timer);
        return timer as unknown as NodeJS.Timeout;
      },
      clearTimeout: (timer) => {
        if (!this.timers.delete(timer as unknown as Timer)) this.before.clearTimeout(timer);
      },
    };
  }
}
