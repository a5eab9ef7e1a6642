/** Runs an evaluation plan over all examples. */
import type { Minibatch, Plan } from "./backend";
import { type Evaluation, MeasureSums } from "./metrics";
import { minibatchesOf } from "./order";

/**
 * @param plan of Network.evaluation for minibatches of `rows`
 * @param pause awaited between minibatches, so that a long evaluation does not hold up its process
 * @returns cost NaN or infinite where an output was not finite: then the rest is not evaluated
 */
export async function evaluateNetwork(
  plan: Plan,
  { count, outputs }: { count: number; outputs: number },
  rows: number,
  pause: () => Promise<void> | void = () => {},
): Promise<Evaluation> {
  const sums = new MeasureSums();
  for (const slice of minibatchesOf(count, rows)) {
    const measures = await plan.run([evaluated(slice)]);
    sums.add(measures);
    if (measures.completed === 0) break;
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
