/** Runs an evaluation plan over all examples. */
import type { Minibatch, Plan } from "./backend";
import { type Evaluation, MeasureSums } from "./metrics";
import { minibatchesOf } from "./order";

/** How many minibatches a call of the plan gets. */
export interface Calls {
  /** @param left minibatches that there still are */
  next(left: number): number;
  /** Makes a call of so many. */
  timed<Result>(minibatches: number, call: () => Promise<Result>): Promise<Result>;
}

const oneByOne: Calls = { next: () => 1, timed: (_, call) => call() };

/**
 * @param plan of Network.evaluation for minibatches of `rows`
 * @param pause awaited between calls, so that a long evaluation does not hold up its process
 * @returns cost NaN or infinite where an output was not finite: then the rest is not evaluated
 */
export async function evaluateNetwork(
  plan: Plan,
  { count, outputs }: { count: number; outputs: number },
  rows: number,
  pause: () => Promise<void> | void = () => {},
  calls: Calls = oneByOne,
): Promise<Evaluation> {
  const sums = new MeasureSums();
  const left = minibatchesOf(count, rows).map(evaluated);
  while (left.length > 0) {
    const next = left.splice(0, calls.next(left.length));
    const measures = await calls.timed(next.length, () => plan.run(next));
    sums.add(measures);
    if (measures.completed < next.length) break;
    await pause();
  }
  return sums.evaluation(count, outputs);
}

/** Nothing of an evaluation is random or follows a gradient. */
export const evaluated = (slice: { start: number; rows: number }): Minibatch => ({
  ...slice,
  epoch: 0,
  batch: 0,
  step: 0,
  learningRate: 0,
});
