/** The smallest change of each feature of an example that turns the network's answer. */
import { NetworkError } from "../../../core/errors";
import { nearestTurn } from "../../../core/explain/turning";
import type { TaskName } from "../../../core/names";
import { sampleEvenly } from "../../experiment/sampleEvenly";
import { examplesOf } from "../runNetwork";
import {
  asNumbers,
  decisionsOf,
  type Explained,
  type OfSet,
  predictorOf,
  refusePictures,
  refuseUnknown,
} from "./explained";
import {
  type CategoryFeature,
  featuresOf,
  inputsOfNumber,
  labelIn,
  type NumberFeature,
  observedIn,
  pointOfNumber,
} from "./features";

interface Change {
  name: string;
  /** The example's own value or label; absent if it is missing. */
  from?: number | string;
  /** The nearest value, or the most frequent label, that turns the answer; absent if none does. */
  to?: number | string;
  /** The answer then: index of a class, or 0 or 1 for a label. */
  answer?: number;
  /** Size of a number's change, in standard deviations of the column. */
  size?: number;
}

export interface ChangesAnswer {
  task: TaskName;
  /** Index of the label of multi-label data. */
  label: number;
  index: number;
  /** The answer of the network: index of a class, or 0 or 1 for a label. */
  answer: number;
  actual: number;
  /** The smallest change of each feature alone: sizes of numbers first, then labels, then those that turn nothing. */
  changes: Change[];
  /** Number of examples whose values were tried. */
  examples: number;
}

/** Largest number of values of a feature that are tried before the search between two of them. */
const tried = 200;

/** @param label index of a label of multi-label data. Throws a NetworkError of kind "request" for a regression. */
export async function changesOf(
  explained: Explained,
  { set, most, index, label }: OfSet & { readonly index: number; readonly label: number },
): Promise<ChangesAnswer> {
  const { dataset, network } = explained;
  refusePictures(dataset);
  if (dataset.task === "regression") throw new NetworkError("no-classes/turn", {});
  refuseUnknown(dataset, label);
  const whole = examplesOf(dataset, set);
  const { inputs, count } = whole;
  if (index >= count) throw new NetworkError("no-example/index", { set, count, index });
  const outputs = network.layers[network.layers.length - 1].units;
  const predictor = predictorOf(explained);
  const decide = async (values: Float32Array) => decisionsOf(await predictor.outputs(values), outputs, dataset, label);
  const example = asNumbers(whole.values.subarray(index * inputs, (index + 1) * inputs));
  const [answer] = await decide(example);
  const sample = sampleEvenly(whole, most);
  const values = asNumbers(sample.values);
  const changes: Change[] = [];
  for (const feature of featuresOf(dataset)) {
    const search = { example, values, answer, decide };
    changes.push(feature.kind === "number" ? await turnNumber(feature, search) : await turnLabel(feature, search));
  }
  const rank = ({ to, size }: Change) => (to === undefined ? Number.POSITIVE_INFINITY : (size ?? Number.MAX_VALUE));
  changes.sort((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))));
  const actual =
    dataset.task === "classification" ? whole.targets[index] : whole.targets[index * whole.outputs + label];
  return { task: dataset.task, label, index, answer, actual, changes, examples: sample.count };
}

interface Turning {
  /** [inputs] */
  readonly example: Float32Array;
  /** [examples, inputs] */
  readonly values: Float32Array;
  readonly answer: number;
  readonly decide: (values: Float32Array) => Promise<number[]>;
}

/** Returns copies of an example with other values of some inputs [points, inputs]. */
function variants(example: Float32Array, inputs: readonly number[], points: readonly (readonly number[])[]) {
  const all = new Float32Array(points.length * example.length);
  for (const [p, point] of points.entries()) {
    all.set(example, p * example.length);
    for (const [k, input] of inputs.entries()) all[p * example.length + input] = point[k];
  }
  return all;
}

async function turnNumber(feature: NumberFeature, { example, values, answer, decide }: Turning): Promise<Change> {
  const { name } = feature;
  const inputs = inputsOfNumber(feature);
  const all = observedIn(values, example.length, feature);
  const distinct = [...new Set(all)].sort((a, b) => a - b);
  const observed = evenEnds(distinct, tried);
  const [own] = observedIn(example, example.length, feature);
  const answersAt = (numbers: readonly number[]) =>
    decide(
      variants(
        example,
        inputs,
        numbers.map((value) => pointOfNumber(feature, value)),
      ),
    );
  const current = own ?? example[feature.input] + feature.shift;
  const to = await nearestTurn({
    current,
    observed,
    isWhole: distinct.every(Number.isInteger),
    turned: async (numbers) => (await answersAt(numbers)).map((each) => each !== answer),
  });
  const from = own === undefined ? {} : { from: own };
  if (to === undefined) return { name, ...from };
  const [turned] = await answersAt([to]);
  return { name, ...from, to, answer: turned, size: Math.abs(to - current) / deviationOf(all) };
}

async function turnLabel(feature: CategoryFeature, { example, values, answer, decide }: Turning): Promise<Change> {
  const { name, labels, inputs, points } = feature;
  const answers = await decide(variants(example, inputs, points));
  const own = labelIn(example, feature);
  const from = own < 0 ? {} : { from: labels[own] };
  const times = new Array<number>(labels.length).fill(0);
  for (let start = 0; start < values.length; start += example.length) {
    const label = labelIn(values.subarray(start, start + example.length), feature);
    if (label >= 0) times[label]++;
  }
  const turning = [...labels.keys()].filter((i) => i !== own && times[i] > 0 && answers[i] !== answer);
  const [best] = turning.sort((a, b) => times[b] - times[a] || a - b);
  return best === undefined ? { name, ...from } : { name, ...from, to: labels[best], answer: answers[best] };
}

/** Returns at most `most` of ascending values, evenly, with both ends. */
const evenEnds = (values: readonly number[], most: number): number[] =>
  values.length <= most
    ? [...values]
    : Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]);

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
