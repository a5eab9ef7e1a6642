/** The outputs of a network as probabilities: whether they are, how well calibrated, and with a temperature. */

import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Examples } from "../../core/backend";
import { type CalibrationBin, calibrationCurve } from "../../core/calibration";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { ActivationName, TaskName } from "../../core/names";
import type { Logits, ProbabilityActivation } from "../../core/temperature";

/** Returns the output layer's activation; undefined if the outputs are not probabilities. */
export function probabilityActivation(
  task: TaskName,
  layers: readonly { readonly activation: ActivationName }[],
): ProbabilityActivation | undefined {
  const { activation } = layers[layers.length - 1];
  const areProbabilities = activation === "softmax" || activation === "sigmoid";
  return task !== "regression" && areProbabilities ? activation : undefined;
}

/** As `probabilityActivation`, but throws a NetworkError of kind "request" if the outputs are not probabilities. */
export function requiredActivation(
  task: TaskName,
  layers: readonly { readonly activation: ActivationName }[],
): ProbabilityActivation {
  const activation = probabilityActivation(task, layers);
  if (activation) return activation;
  if (task === "regression") throw new NetworkError("no-probabilities/quantities", {});
  throw new NetworkError("no-probabilities/activation", { activation: layers[layers.length - 1].activation });
}

/**
 * Returns parameters whose network divides the weighted inputs of its output layer by the temperature: the weights and
 * biases of that layer are divided by it.
 * @param layers number of layers
 */
export function withTemperature(parameters: readonly NamedArray[], layers: number, temperature: number): NamedArray[] {
  const scaled = new Set([`W${layers - 1}`, `b${layers - 1}`]);
  return parameters.map(({ name, shape, values }) => ({
    name,
    shape,
    values: scaled.has(name) ? values.map((value) => value / temperature) : values,
  }));
}

/** Returns a config whose network gives the weighted inputs of its output layer, not their activations. */
export function withLinearOutput(config: ResolvedConfig): ResolvedConfig {
  const last = config.layers.length - 1;
  const layers = Array.from(config.layers, (layer: ResolvedConfig["layers"][number], l) =>
    l === last ? { ...layer, activation: "linear" as const } : layer,
  );
  return { ...config, layers, cost: "quadratic" };
}

/** @param s weighted inputs of the output layer [count, outputs] */
export function logitsOf(
  s: Float32Array,
  { count, outputs, targets }: Pick<Examples, "count" | "outputs" | "targets">,
  task: TaskName,
  activation: ProbabilityActivation,
): Logits {
  const y = new Uint8Array(count * outputs);
  for (let i = 0; i < y.length; i++) {
    const example = Math.floor(i / outputs);
    if (task === "multi-label") y[i] = Number(targets[i] > 0.5);
    else y[i] = Number(targets[example] === (outputs === 1 ? 1 : i % outputs));
  }
  return { activation, count, outputs, s, y };
}

/**
 * Returns the calibration curve of the answers. Of a classification: the probability of each predicted class, and
 * whether it is right. Of several labels: the probability of every label, and whether it applies.
 * @param z probabilities [count, outputs]
 */
export function answerCalibration(
  z: ArrayLike<number>,
  { count, outputs, targets }: Pick<Examples, "count" | "outputs" | "targets">,
  task: TaskName,
): CalibrationBin[] {
  if (task === "multi-label") return calibrationCurve(Float64Array.from(z), (i) => targets[i] > 0.5);
  const right = new Uint8Array(count);
  const confidences = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const predicted = outputs === 1 ? Number(z[i] > 0.5) : largest(z, i * outputs, outputs);
    confidences[i] = outputs === 1 ? Math.max(z[i], 1 - z[i]) : z[i * outputs + predicted];
    right[i] = Number(predicted === targets[i]);
  }
  return calibrationCurve(confidences, (i) => right[i] === 1);
}

/** Returns the index, from `at` on, of the largest of `outputs` numbers; of several the first. */
function largest(z: ArrayLike<number>, at: number, outputs: number): number {
  let best = 0;
  for (let j = 1; j < outputs; j++) if (z[at + j] > z[at + best]) best = j;
  return best;
}
