/**
 * Checks that a network overfits ten examples, as any network that can learn does, with its own optimizer and learning
 * rate and no regularization.
 */

import type { Backend, Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { noticed } from "../../../messages";
import type { Cited } from "../../../messages/said";
import { Evaluator } from "../../experiment/evaluator";
import type { Training } from "../../experiment/training";
import { type CheckedExperiment, type CheckOutcome, failed, passed } from "./outcome";
import { makeBackend, selectExamples, trainUnregularized } from "./parts";

const ten = 10;
const maxSteps = 3000;
const stepsAtOnce = 50;
/** Share of the cost before training that may remain. */
const remaining = 0.1;
/** Drop of the cost, as a share, below which it counts as unchanged. */
const minimumDrop = 0.05;

export async function overfitTen(
  { config, dataset }: CheckedExperiment,
  make: () => Promise<Backend> = makeBackend,
): Promise<CheckOutcome> {
  const examples = selectExamples(dataset.train, tenIndices(dataset.train));
  const isClasses = dataset.task !== "regression";
  const rate = ["training", "optimizer", "learningRate"];
  const { learningRate } = config.training.optimizer;
  const output: Cited[] = [];
  const backend = await make();
  try {
    const training = await trainUnregularized(config, examples, backend);
    const evaluator = new Evaluator(training.network, backend, training.resident);
    const measure = () => evaluator.measure(async () => {});
    const before = await measure();
    let now = before;
    let steps = 0;
    const isLearned = () => now.cost <= remaining * before.cost && (!isClasses || now.accuracy === 1);
    while (steps < maxSteps && !isLearned()) {
      steps += await trainSteps(training, stepsAtOnce);
      now = await measure();
      const { cost, accuracy } = now;
      if (steps % 500 < stepsAtOnce || isLearned())
        output.push(noticed("sanity/after", { steps, cost, ...(isClasses && { accuracy }) }));
    }
    output.unshift(noticed("sanity/before", { count: examples.count, cost: before.cost }));
    if (isLearned()) return passed(output);
    const clash = sameInputs(examples);
    if (clash) {
      const message = noticed("sanity/clash", { first: clash[0], second: clash[1] });
      return failed(["data"], message, output);
    }
    const course = { steps, before: before.cost, after: now.cost, learningRate };
    if (now.cost > (1 - minimumDrop) * before.cost) return failed(rate, noticed("sanity/no-drop", course), output);
    const message = noticed("sanity/not-memorized", { ...course, ...(isClasses && { accuracy: now.accuracy }) });
    return failed(["layers"], message, output);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    return failed(error.place.cause?.path ?? rate, noticed("sanity/ten", { problem: error }), output);
  } finally {
    await backend.destroy();
  }
}

/** Trains at least `count` steps, over as many epochs as needed. @returns the number of trained steps */
export async function trainSteps(training: Training, count: number): Promise<number> {
  let steps = 0;
  while (steps < count) {
    const part = Math.min(count - steps, training.batches - training.position.batch);
    await training.train(part);
    steps += part;
    if (training.position.batch === training.batches) training.nextEpoch();
  }
  return steps;
}

/**
 * Returns the first examples of each class in turn, so that sorted data gives several classes too; without classes the
 * first ten.
 */
function tenIndices({ count, targets }: Examples): number[] {
  const wanted = Math.min(ten, count);
  if (!(targets instanceof Int32Array)) return Array.from({ length: wanted }, (_, i) => i);
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const indices = byClass.get(targets[i]) ?? [];
    if (indices.length < ten) byClass.set(targets[i], [...indices, i]);
  }
  const classes = [...byClass.values()];
  const chosen: number[] = [];
  for (let turn = 0; chosen.length < wanted; turn++) {
    for (const each of classes) if (turn < each.length && chosen.length < wanted) chosen.push(each[turn]);
  }
  return chosen;
}

/** Returns the numbers, from 1, of two examples with the same inputs and different classes. */
function sameInputs({ count, inputs, values, targets }: Examples): [number, number] | undefined {
  if (!(targets instanceof Int32Array)) return undefined;
  const seen = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const key = values.subarray(i * inputs, (i + 1) * inputs).join();
    const other = seen.get(key);
    if (other !== undefined && targets[other] !== targets[i]) return [other + 1, i + 1];
    seen.set(key, i);
  }
  return undefined;
}
