/** Why a network answers so for one example: saliency of its inputs, and the units that carry the answer. */
import { NetworkError } from "../../../core/errors";
import { scale } from "../../../core/explain/predictor";
import { InputGradients, occlusion, type Picture, usualPatch } from "../../../core/explain/saliency";
import type { Dataset } from "../../../data/dataset";
import { traceExample } from "../../experiment/oneExample";
import { evenIndices } from "../../experiment/sampleEvenly";
import { meansOf } from "../inputMeans";
import { examplesOf, type SetName } from "../runNetwork";
import { asNumbers, decisionsOf, type Explained, pauses, predictorOf, refuseUnknown, scoresFor } from "./explained";

interface ExampleRef {
  readonly set: SetName;
  readonly index: number;
}

interface OfExample extends ExampleRef {
  /** Index of the class, label or target. */
  readonly answer: number;
}

/** Maps of one example, [pixels] each: positive where the input speaks for the answer. */
export interface SaliencyAnswer {
  /** −∂cost/∂z0 of the answer, z0 the scaled inputs, summed over a pixel's channels; of a target: ∂z/∂z0. */
  gradient: Float32Array;
  /** Fall of the answer's score when a patch covers the pixel; only for pictures. */
  occlusion?: Float32Array;
  patch?: number;
  /** The answer's score. */
  score: number;
}

const outputsOf = ({ network }: Explained): number => network.layers[network.layers.length - 1].units;

/** Returns the index of the predicted class; 0, the first, for labels and targets. */
export async function predictedAnswer(explained: Explained, { set, index }: ExampleRef): Promise<number> {
  const { dataset } = explained;
  if (dataset.task !== "classification") return 0;
  const z = await predictorOf(explained).outputs(exampleOf(dataset, set, index));
  return decisionsOf(z, outputsOf(explained), dataset, 0)[0];
}

export async function saliencyOf(explained: Explained, { set, index, answer }: OfExample): Promise<SaliencyAnswer> {
  const { dataset, config } = explained;
  refuseUnknown(dataset, answer);
  const values = exampleOf(dataset, set, index);
  const outputs = outputsOf(explained);
  const predictor = predictorOf(explained);
  const predict = async (many: Float32Array) => scoresFor(await predictor.outputs(many), outputs, dataset, answer);
  const z = await predictor.outputs(values);
  const [score] = scoresFor(z, outputs, dataset, answer);
  const gradients = await InputGradients.of({ ...config, inputs: dataset.inputs, seed: 0 }, explained.parameters);
  const picture = pictureOf(dataset);
  const gradient = perPixel(await gradientFor(explained, gradients, values, z, answer), picture?.channels ?? 1);
  if (!picture) return { gradient, score };
  const patch = usualPatch(picture);
  const falls = await occlusion(values, meansOf(dataset.train), picture, patch, predict);
  return { gradient, occlusion: Float32Array.from(falls), patch: patch.size, score };
}

/** Returns −∂cost/∂z0 [inputs], the cost of the answer alone. @param z the example's outputs */
function gradientFor(
  { dataset }: Explained,
  gradients: InputGradients,
  values: Float32Array,
  z: Float32Array,
  answer: number,
): Promise<Float64Array> {
  const z0 = new Float32Array(values.length);
  scale(values, dataset.train, z0);
  const targets = new Float32Array(z.length);
  if (dataset.task === "classification") {
    if (z.length === 1) targets[0] = answer;
    else targets[answer] = 1;
    return gradients.gradient(z0, targets).then(negated);
  }
  // A target of z + 1 makes the quadratic cost's derivative −∂z/∂z0.
  targets[answer] = dataset.task === "regression" ? z[answer] + 1 : 1;
  return gradients.gradient(z0, targets, answer).then(negated);
}

const negated = (values: Float64Array) => values.map((value) => -value);

const perPixel = (values: Float64Array, channels: number): Float32Array =>
  Float32Array.from({ length: values.length / channels }, (_, pixel) => {
    let sum = 0;
    for (let k = pixel * channels; k < (pixel + 1) * channels; k++) sum += values[k];
    return sum;
  });

/** Largest number of examples of a class in its mean map; fewer for large networks. */
const mostPerClass = 100;
const multiplications = 4e8;

export interface ClassSaliencyAnswer {
  /** For each class: the mean of |∂cost/∂z0| over `examples` of it [pixels]; zeros if there are none. */
  classes: { examples: number; map: Float32Array }[];
}

/** Throws a NetworkError of kind "request" for a task without classes. */
export async function classSaliencyOf(explained: Explained, { set }: { set: SetName }): Promise<ClassSaliencyAnswer> {
  const { dataset, config, network } = explained;
  const { classNames, task } = dataset;
  if (task !== "classification" || !classNames) throw new NetworkError("no-classes/turn", {});
  const { count, inputs, values, targets } = examplesOf(dataset, set);
  const most = Math.floor(multiplications / (3 * network.parameters * classNames.length));
  const wanted = Math.max(3, Math.min(mostPerClass, most));
  const gradients = await InputGradients.of({ ...config, inputs, seed: 0 }, explained.parameters);
  const channels = pictureOf(dataset)?.channels ?? 1;
  const z = new Float32Array(outputsOf(explained));
  const pause = pauses();
  const members = classNames.map((): number[] => []);
  for (let i = 0; i < count; i++) members[targets[i]].push(i);
  const classes: ClassSaliencyAnswer["classes"] = [];
  for (const [answer, own] of members.entries()) {
    const chosen = evenIndices(own.length, wanted).map((i) => own[i]);
    const map = new Float64Array(inputs / channels);
    for (const i of chosen) {
      const example = asNumbers(values.subarray(i * inputs, (i + 1) * inputs));
      const gradient = await gradientFor(explained, gradients, example, z, answer);
      for (const [pixel, value] of perPixel(gradient.map(Math.abs), channels).entries()) map[pixel] += value;
      await pause();
    }
    classes.push({ examples: chosen.length, map: Float32Array.from(map, (sum) => sum / Math.max(1, chosen.length)) });
  }
  return { classes };
}

export interface CarryingUnitsAnswer {
  /** The answer's score. */
  score: number;
  /** For each hidden layer: activations, and the score without each unit minus the score [units]. */
  layers: { z: Float32Array; change: Float32Array }[];
}

export async function carryingUnitsOf(
  explained: Explained,
  { set, index, answer }: OfExample,
): Promise<CarryingUnitsAnswer> {
  const { dataset, parameters } = explained;
  refuseUnknown(dataset, answer);
  const values = exampleOf(dataset, set, index);
  const outputs = outputsOf(explained);
  const predictor = predictorOf(explained);
  const [score] = scoresFor(await predictor.outputs(values), outputs, dataset, answer);
  const { z } = await traceExample(explained, parameters, values);
  const layers: CarryingUnitsAnswer["layers"] = [];
  for (const [l, own] of z.slice(0, -1).entries()) {
    const without = scoresFor(await predictor.silenced(l, own), outputs, dataset, answer);
    layers.push({ z: own, change: Float32Array.from(without, (value) => value - score) });
  }
  return { score, layers };
}

/** Returns an unscaled example [inputs]. Throws a NetworkError of kind "data" if there is no such example. */
function exampleOf(dataset: Dataset, set: SetName, index: number): Float32Array {
  const { count, inputs, values } = examplesOf(dataset, set);
  if (index >= count) throw new NetworkError("no-example/index", { set, count, index });
  return asNumbers(values.subarray(index * inputs, (index + 1) * inputs));
}

function pictureOf({ imageShape }: Dataset): Picture | undefined {
  if (!imageShape) return undefined;
  const [height, width, channels = 1] = imageShape;
  return { height, width, channels };
}
