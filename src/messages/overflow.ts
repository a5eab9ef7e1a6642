/** Errors about values that overflowed: the setting that caused it, the place, and a value that works. */
import { errorsOf } from "./message";

/** The place of the overflow: layer from 0, epoch and batch from 1. */
export interface Location {
  layer: number;
  epoch: number;
  batch: number;
}

const error = errorsOf("non-finite");
const short = (value: number) => String(Number(value.toPrecision(3)));
const overflow = ({ layer, epoch, batch }: Location) =>
  `values of layers[${layer}] overflow in epoch ${epoch}, batch ${batch}`;

export const overflowMessages = {
  "non-finite": error<Location & { learningRate: number; fix: number }>(
    ({ learningRate, fix, ...place }) =>
      `training.optimizer.learningRate: ${learningRate} makes ${overflow(place)}; lower it, to ${fix}`,
  ),
  "non-finite/schedule": error<Location & { factor: number; learningRate: number; now: number; fix: number }>(
    ({ factor, learningRate, now, fix, ...place }) =>
      `training.schedule.factor: ${factor} has raised the learning rate from ${learningRate} to ${short(now)}, ` +
      `so ${overflow(place)}; use ${fix}`,
  ),
  "non-finite/minimum": error<Location & { minimum: number; learningRate: number; fix: number }>(
    ({ minimum, learningRate, fix, ...place }) =>
      `training.schedule.minimum: ${minimum} raises the learning rate of ${learningRate}, so ${overflow(place)}; ` +
      `use ${fix}`,
  ),
  "non-finite/momentum": error<Location & { momentum: number; steps: number; fix: number }>(
    ({ momentum, steps, fix, ...place }) =>
      `training.optimizer.momentum: ${momentum} accumulates about ${short(steps)} gradients, so ${overflow(place)}; ` +
      `use ${fix}`,
  ),
  "non-finite/l2": error<Location & { l2: number; share: number; examples: number; fix: number }>(
    ({ l2, share, examples, fix, ...place }) =>
      `training.regularization.l2: ${l2} takes ${short(share)} times its value from every weight in a step ` +
      `(learningRate · l2 / ${examples} examples), so ${overflow(place)}; use ${fix}, or less`,
  ),
  "non-finite/l1": error<Location & { l1: number; step: number; examples: number; fix: number }>(
    ({ l1, step, examples, fix, ...place }) =>
      `training.regularization.l1: ${l1} changes every weight by ${short(step)} in a step ` +
      `(learningRate · l1 / ${examples} examples), so ${overflow(place)}; use ${fix}, or less`,
  ),
  "non-finite/class-weights": error<Location & { label: number | string; weight: number; fix?: readonly number[] }>(
    ({ label, weight, fix, ...place }) =>
      `data.classWeights: an example of class ${label} counts as ${short(weight)} examples, so ${overflow(place)}; ` +
      (fix ? `use [${fix.join(", ")}]` : "remove it"),
  ),
  "non-finite/inputs": error<Location & { scaling: string; largest: number }>(
    ({ scaling, largest, ...place }) =>
      `data.scaling: "${scaling}" leaves inputs as large as ${short(largest)}, so ${overflow(place)}; use "auto"`,
  ),
  "non-finite/targets": error<Location & { largest: number }>(
    ({ largest, ...place }) =>
      `data.scaling: "none" leaves targets as large as ${short(largest)}, so ${overflow(place)}; use "auto"`,
  ),
  "non-finite/output": error<Location & { output: number; activation: string; largest: number }>(
    ({ output, activation, largest, ...place }) =>
      `layers[${output}].activation: only linear outputs learn scaled targets; ${activation} leaves them as large as ` +
      `${short(largest)}, so ${overflow(place)}; use "linear"`,
  ),
  "non-finite/alpha": error<Location & { of: number; alpha: number; fix: number }>(
    ({ of, alpha, fix, ...place }) =>
      `layers[${of}].alpha: ${alpha} multiplies negative values in every pass, so ${overflow(place)}; use ${fix}`,
  ),
  "non-finite/learned-alpha": error<Location & { of: number; alpha: number }>(
    ({ of, alpha, ...place }) =>
      `layers[${of}].learnAlpha: a learned alpha has become ${short(alpha)}, so ${overflow(place)}; set it to false`,
  ),
  "non-finite/start": error<Location & { of: number; weight: number }>(
    ({ of, weight, ...place }) =>
      `training.start: the weights of layers[${of}] are as large as ${short(weight)}, so ${overflow(place)}; ` +
      "start from other weights",
  ),
  "non-finite/unseen": error<Location & { largest: number; learned: number }>(
    ({ largest, learned, ...place }) =>
      `data: validation or test inputs are as large as ${short(largest)}, those of the training examples ` +
      `${short(learned)} (both scaled), so ${overflow(place)}; correct or remove these examples`,
  ),
  "non-finite/edited": error<Location & { targets: readonly string[] }>(
    ({ targets, ...place }) =>
      `${targets.join(", ")}: set in the debugger, and then ${overflow(place)}; set smaller values, or train without them`,
  ),
};
