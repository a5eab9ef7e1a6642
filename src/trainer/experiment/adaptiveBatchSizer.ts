/**
 * Chooses the number of minibatches per call of a plan: as many as take about 8 ms on this machine, so that requests
 * and signals run soon, or as long as the backend allows.
 */
import type { BatchSizer } from "../../core/evaluate";

const defaultMilliseconds = 8;

export class AdaptiveBatchSizer implements BatchSizer {
  private size = 1;

  constructor(private readonly targetMilliseconds = defaultMilliseconds) {}

  /** @param left number of minibatches until something else is due */
  next(left: number): number {
    return Math.min(this.size, left);
  }

  /** Adapts to a measured call: grows slowly, since a first call may be untypical, and shrinks at once. */
  took(minibatches: number, milliseconds: number): void {
    const ideal = Math.floor((minibatches * this.targetMilliseconds) / Math.max(milliseconds, 0.001));
    this.size = Math.max(1, Math.min(ideal, this.size * 2));
  }

  async timed<Result>(minibatches: number, call: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await call();
    this.took(minibatches, performance.now() - start);
    return result;
  }
}

/** Examples per second, averaged over about the last second of training. */
export class Throughput {
  private examples = 0;
  private seconds = 0;

  get perSecond(): number {
    return this.seconds > 0 ? this.examples / this.seconds : 0;
  }

  add(examples: number, seconds: number): void {
    const decay = Math.exp(-seconds);
    this.examples = this.examples * decay + examples;
    this.seconds = this.seconds * decay + seconds;
  }
}
