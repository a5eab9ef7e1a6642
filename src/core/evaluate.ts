/** Evaluates a network on all examples. */
import type { Measures, Minibatch, Plan } from "./backend";
import { type Evaluation, MeasureSums } from "./metrics";
import { minibatchesOf } from "./order";

/** Chooses the number of minibatches in one call of a plan. */
export interface BatchSizer {
  /** @param left number of minibatches that remain */
  next(left: number): number;
  /** Makes a call with this number of minibatches; implementations may time it. */
  timed<Result>(minibatches: number, call: () => Promise<Result>): Promise<Result>;
}

const oneByOne: BatchSizer = { next: () => 1, timed: (_, call) => call() };

/**
 * Runs an evaluation plan over all examples.
 * @param plan made of Network.evaluation for minibatches of `rows`
 * @param pause awaited between calls of the plan, so that a long evaluation does not block its process
 * @param after awaited after each minibatch, while its activations are available
 * @returns cost NaN or infinite if an output was not finite; the rest is then not evaluated
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

/** Runs minibatches one by one, with the same bits as one run of all: a plan adds up minibatches in their order. */
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
 * Returns an evaluation's minibatch: epoch, batch, step and learning rate are 0, since nothing is random or learned.
 */
export const evaluationMinibatch = (slice: { start: number; rows: number }): Minibatch => ({
  ...slice,
  epoch: 0,
  batch: 0,
  step: 0,
  learningRate: 0,
});
