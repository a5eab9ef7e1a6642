/** Runs an evaluation plan over all examples. */
import type { Minibatch, Plan } from "./backend";
import { type Evaluation, MeasureSums } from "./metrics";
import { minibatchesOf } from "./order";

/** Chooses how many minibatches a call of the plan gets. */
export interface BatchSizer {
  /** @param left number of minibatches that remain */
  next(left: number): number;
  /** Makes a call with so many minibatches, and may time it. */
  timed<Result>(minibatches: number, call: () => Promise<Result>): Promise<Result>;
}

const oneByOne: BatchSizer = { next: () => 1, timed: (_, call) => call() };

/**
 * @param plan of Network.evaluation for minibatches of `rows`
 * @param pause awaited between sizer, so that a long evaluation does not hold up its process
 * @returns cost NaN or infinite where an output was not finite: then the rest is not evaluated
 */
export async function evaluateNetwork(
  plan: Plan,
  { count, outputs }: { count: number; outputs: number },
  rows: number,
  pause: () => Promise<void> | void = () => {},
  sizer: BatchSizer = oneByOne,
): Promise<Evaluation> {
  const sums = new MeasureSums();
  const left = minibatchesOf(count, rows).map(evaluationMinibatch);
  while (left.length > 0) {
    const next = left.splice(0, sizer.next(left.length));
    const measures = await sizer.timed(next.length, () => plan.run(next));
    sums.add(measures);
    if (measures.completed < next.length) break;
    await pause();
  }
  return sums.evaluation(count, outputs);
}

/**
 * The minibatch of an evaluation: epoch, batch, step and learning rate are 0, since nothing in it is random or
 * learned.
 */
export const evaluationMinibatch = (slice: { start: number; rows: number }): Minibatch => ({
  ...slice,
  epoch: 0,
  batch: 0,
  step: 0,
  learningRate: 0,
});
