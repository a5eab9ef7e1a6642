/**
 * Where training meets the world: between two minibatches it lets requests in, holds while it is paused, and learns that it
 * should stop. Nothing else ever runs beside a minibatch, so that requests cannot disturb it.
 */
import { NetworkError } from "../../core/errors";

export type StopReason = "stopped" | "interrupted";

export const runEnded = () => new NetworkError("run", "run-ended", "the run has ended; open its folder instead");

export class Gate {
  stopReason: StopReason | undefined;
  private pauseWanted = false;
  private readonly waiting: { work: () => Promise<void>; reject: (error: Error) => void }[] = [];
  private closed: Error | undefined;
  private wake = () => {};
  private holding = false;
  private onPauseSettled: (() => void)[] = [];

  get pausing(): boolean {
    return this.pauseWanted && !this.stopReason;
  }

  /** The first reason counts. */
  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.settlePauses();
    this.wake();
  }

  /** Resolves when training holds, or will not hold any more because it goes on or ends. */
  pause(): Promise<void> {
    this.pauseWanted = true;
    return new Promise((resolve) => {
      this.onPauseSettled.push(resolve);
      if (this.holding || this.stopReason || this.closed) this.settlePauses();
    });
  }

  resume(): void {
    this.pauseWanted = false;
    this.settlePauses();
    this.wake();
  }

  /** Does `work` between two minibatches, or while training holds. Rejects when the run ends before. */
  between<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.closed) return Promise.reject(this.closed);
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ work: () => work().then(resolve, reject), reject });
      this.wake();
    });
  }

  /** Gives timers, signals and messages their turn, then does what waits; what comes meanwhile has to wait for the next time. */
  async breathe(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { work } of this.waiting.splice(0)) await work();
  }

  /** Waits until there is no pause any more; requests are still answered. */
  async hold(): Promise<void> {
    // A promise alone would not keep the process alive.
    const alive = setInterval(() => {}, 60_000);
    this.holding = true;
    this.settlePauses();
    while (this.pausing) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (this.waiting.length > 0) resolve();
      });
      await this.breathe();
    }
    this.holding = false;
    clearInterval(alive);
  }

  /** The run is over: whatever waits, now or later, is rejected. */
  close(): void {
    this.closed = runEnded();
    for (const { reject } of this.waiting.splice(0)) reject(this.closed);
    this.settlePauses();
  }

  private settlePauses(): void {
    for (const settle of this.onPauseSettled.splice(0)) settle();
  }
}
