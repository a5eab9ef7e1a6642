/** A network that can learn anything can learn ten examples by heart: with its own optimizer and learning rate, nothing holding it back. */
import type { Backend, Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { Evaluator } from "../../experiment/evaluator";
import type { Training } from "../../experiment/training";
import { type Checked, failed, figure, type Outcome, passed, percent } from "./outcome";
import { chosen, makeBackend, trainFreely } from "./parts";

const ten = 10;
const mostSteps = 3000;
const stepsAtOnce = 50;
/** Share of the cost before training that may be left. */
const left = 0.1;
/** A cost that fell by less than this has not moved. */
const moved = 0.05;

export async function overfitTen(
  { config, dataset }: Checked,
  make: () => Promise<Backend> = makeBackend,
): Promise<Outcome> {
  const examples = chosen(dataset.train, tenPlaces(dataset.train));
  const isClasses = dataset.task === "classification";
  const rate = ["training", "optimizer", "learningRate"];
  const { learningRate } = config.training.optimizer;
  const output: string[] = [];
  const backend = await make();
  try {
    const training = await trainFreely(config, examples, backend);
    const evaluator = new Evaluator(training.network, backend, training.resident);
    const measure = () => evaluator.measure(async () => {});
    const before = await measure();
    let now = before;
    let steps = 0;
    const isLearned = () => now.cost <= left * before.cost && (!isClasses || now.accuracy === 1);
    while (steps < mostSteps && !isLearned()) {
      steps += await trainSteps(training, stepsAtOnce);
      now = await measure();
      const right = isClasses ? `, ${percent(now.accuracy)} right` : "";
      if (steps % 500 < stepsAtOnce || isLearned())
        output.push(`after ${steps} steps: cost ${figure(now.cost)}${right}`);
    }
    output.unshift(`${examples.count} examples, cost ${figure(before.cost)} before training`);
    if (isLearned()) return passed(output);
    const clash = sameInputs(examples);
    if (clash) {
      const message = `examples ${clash.join(" and ")} of the ten have the same inputs and different labels: nothing can tell them apart; usually a column is missing, or labels and inputs are out of step`;
      return failed(["data"], message, output);
    }
    if (now.cost > (1 - moved) * before.cost) {
      const message = `the cost of ten examples did not fall in ${steps} steps (${figure(before.cost)} → ${figure(now.cost)}): usually the learning rate of ${learningRate} is too small or far too large, or no gradient gets through`;
      return failed(rate, message, output);
    }
    const reached = isClasses ? `${percent(now.accuracy)} right` : `cost ${figure(now.cost)} of ${figure(before.cost)}`;
    const message = `ten examples were not learned by heart in ${steps} steps (${reached}): usually the network has too few units, saturates, or its learning rate of ${learningRate} does not fit`;
    return failed(["layers"], message, output);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    return failed(rate, `ten examples made it overflow: the learning rate of ${learningRate} is too large`, output);
  } finally {
    await backend.destroy();
  }
}

/** Steps over all of the ten, as many epochs as that takes. */
export async function trainSteps(training: Training, count: number): Promise<number> {
  let steps = 0;
  while (steps < count) {
    const part = Math.min(count - steps, training.batches - training.place.batch);
    await training.train(part);
    steps += part;
    if (training.place.batch === training.batches) training.nextEpoch();
  }
  return steps;
}

/** The first of each class in turns, so that sorted data too gives several classes; the first ten where there are no classes. */
function tenPlaces({ count, targets }: Examples): number[] {
  const wanted = Math.min(ten, count);
  if (!(targets instanceof Int32Array)) return Array.from({ length: wanted }, (_, i) => i);
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const places = byClass.get(targets[i]) ?? [];
    if (places.length < ten) byClass.set(targets[i], [...places, i]);
  }
  const classes = [...byClass.values()];
  const places: number[] = [];
  for (let turn = 0; places.length < wanted; turn++) {
    for (const each of classes) if (turn < each.length && places.length < wanted) places.push(each[turn]);
  }
  return places;
}

/** Two with the same inputs and different classes, by their number from 1. */
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
