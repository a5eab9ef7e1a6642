/** Runs an evaluation plan over all examples. */
import type { Measures, Minibatch, Plan } from "./backend";
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
 * @param after awaited after each minibatch, while its activations are still there
 * @returns cost NaN or infinite where an output was not finite: then the rest is not evaluated
 */
export async function evaluateNetwork(
  plan: Plan,
  { count, outputs }: { count: number; outputs: number },
  rows: number,
  pause: () => Promise<void> | void = () => {},
  sizer: BatchSizer = oneByOne,
  after?: (minibatch: Minibatch) => Promise<void>,
): Promise<Evaluation> {
  const sums = new MeasureSums();
  const left = minibatchesOf(count, rows).map(evaluationMinibatch);
  while (left.length > 0) {
    const next = left.splice(0, sizer.next(left.length));
    const measures = await sizer.timed(next.length, () => (after ? runSingly(plan, next, after) : plan.run(next)));
    sums.add(measures);
    if (measures.completed < next.length) break;
    await pause();
  }
  return sums.evaluation(count, outputs);
}

/** The same as a single run of all of them, bit for bit: within a run a plan adds up the minibatches in their order. */
async function runSingly(
  plan: Plan,
  minibatches: readonly Minibatch[],
  after: (minibatch: Minibatch) => Promise<void>,
): Promise<Measures> {
  const costs: number[] = [];
  const sums = { hits: 0, squaredError: 0, completed: 0 };
  for (const minibatch of minibatches) {
    const measured = await plan.run([minibatch]);
    costs.push(...measured.costs);
    sums.hits += measured.hits;
    sums.squaredError += measured.squaredError;
    if (measured.completed === 0) break;
    sums.completed++;
    await after(minibatch);
  }
  return { ...sums, costs: Float64Array.from(costs) };
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
