/**
 * The gate between requests and the training loop. Between two minibatches the loop runs queued requests, waits while
 * it is paused, and checks whether to stop. Nothing runs during a minibatch, so a request cannot disturb it.
 */
import { NetworkError } from "../../core/errors";

export type StopReason = "stopped" | "interrupted";

export const runEnded = () => new NetworkError("run-ended", {});

export class PauseGate {
  /** Called when a pause is requested, and when it ends. */
  onPausing: () => void = () => {};
  stopReason: StopReason | undefined;
  /** True if the session ends here because another process continues the training. */
  isHandedOver = false;
  private pauseWanted = false;
  private reported = false;
  private readonly queue: { work: () => Promise<void>; reject: (error: Error) => void }[] = [];
  private closed: Error | undefined;
  private wake = () => {};
  private isWaiting = false;
  private onPauseSettled: (() => void)[] = [];
  private readonly stopping = new AbortController();
  private yieldedAt = 0;

  /** @param yieldMilliseconds minimum time between two turns of the event loop while no request is queued */
  constructor(private readonly yieldMilliseconds = 0) {}

  get pausing(): boolean {
    return this.pauseWanted && !this.stopReason;
  }

  /** Aborted by `stop`, for waits elsewhere. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /** Stops training; only the first reason counts. */
  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.stopping.abort();
    this.reportPausing();
    this.settlePauses();
    this.wake();
  }

  /** Resolves once training waits, or once it will not wait because it continues or ends. */
  pause(): Promise<void> {
    this.pauseWanted = true;
    this.reportPausing();
    return new Promise((resolve) => {
      this.onPauseSettled.push(resolve);
      if (this.isWaiting || this.stopReason || this.closed) this.settlePauses();
    });
  }

  resume(): void {
    this.pauseWanted = false;
    this.reportPausing();
    this.settlePauses();
    this.wake();
  }

  /** Runs `work` between two minibatches, or while training is paused. Rejects if the run ends first. */
  betweenMinibatches<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.closed) return Promise.reject(this.closed);
    return new Promise<Result>((resolve, reject) => {
      this.queue.push({ work: () => work().then(resolve, reject), reject });
      this.wake();
    });
  }

  /** Yields to the event loop, then runs the queued requests. Requests queued meanwhile run next time. */
  async yieldToEventLoop(): Promise<void> {
    const isIdle = !this.pauseWanted && !this.stopReason && this.queue.length === 0;
    if (isIdle && performance.now() - this.yieldedAt < this.yieldMilliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.yieldedAt = performance.now();
    for (const { work } of this.queue.splice(0)) await work();
  }

  /** Waits until the pause ends; requests are still answered. */
  async waitWhilePaused(): Promise<void> {
    // A pending promise alone does not keep the process alive.
    const alive = setInterval(() => {}, 60_000);
    this.isWaiting = true;
    this.settlePauses();
    while (this.pausing) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (this.queue.length > 0) resolve();
      });
      await this.yieldToEventLoop();
    }
    this.isWaiting = false;
    clearInterval(alive);
  }

  /** Rejects all requests, queued or later, when the run has ended. */
  close(): void {
    this.closed = runEnded();
    for (const { reject } of this.queue.splice(0)) reject(this.closed);
    this.settlePauses();
  }

  private reportPausing(): void {
    if (this.pausing === this.reported) return;
    this.reported = this.pausing;
    this.onPausing();
  }

  private settlePauses(): void {
    for (const settle of this.onPauseSettled.splice(0)) settle();
  }
}
