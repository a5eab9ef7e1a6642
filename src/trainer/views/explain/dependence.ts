/** How the predictions of a network depend on one feature of a table. */
import { NetworkError } from "../../../core/errors";
import { partialDependence } from "../../../core/explain/dependence";
import { evenIndices, sampleEvenly } from "../../experiment/sampleEvenly";
import { examplesOf } from "../runNetwork";
import {
  asNumbers,
  type Explained,
  type OfSet,
  predictorOf,
  refusePictures,
  refuseUnknown,
  scoresFor,
} from "./explained";
import { type Feature, featuresOf, gridOfFeature, labelIn, observedIn } from "./features";

export interface DependenceAnswer {
  /** Names of all features. */
  features: string[];
  name: string;
  /** Labels of a category; absent for a number. */
  labels?: string[];
  /** Values of a number. */
  values?: number[];
  /** Mean over the examples [points]. */
  average: number[];
  /** Some examples: their predictions [points], and their own value, or index of their label; null if missing. */
  lines: { index: number; own: number | null; predictions: number[] }[];
  examples: number;
  total: number;
}

/**
 * @param feature index of the feature
 * @param answer index of the class, label or target
 * @param lines largest number of single examples
 */
export async function dependenceOf(
  explained: Explained,
  {
    set,
    most,
    feature: f,
    answer,
    lines,
  }: OfSet & { readonly feature: number; readonly answer: number; readonly lines: number },
): Promise<DependenceAnswer> {
  const { dataset } = explained;
  refusePictures(dataset);
  refuseUnknown(dataset, answer);
  const features = featuresOf(dataset);
  const feature = features[f];
  const names = features.map(({ name }) => name);
  if (!feature) throw new NetworkError("no-feature", { feature: f, names });
  const whole = examplesOf(dataset, set);
  const { count, inputs, ...sample } = sampleEvenly(whole, most);
  const values = asNumbers(sample.values);
  const predictor = predictorOf(explained);
  const grid = gridOfFeature(values, inputs, feature);
  const outputs = explained.network.layers[explained.network.layers.length - 1].units;
  const predict = async (changed: Float32Array) =>
    scoresFor(await predictor.outputs(changed), outputs, dataset, answer);
  const { average, individual } = await partialDependence(values, count, grid, predict);
  const from = evenIndices(whole.count, most);
  return {
    features: names,
    name: feature.name,
    ...(grid.labels && { labels: [...grid.labels] }),
    ...(grid.values && { values: [...grid.values] }),
    average: [...average],
    lines: evenIndices(count, lines).map((i) => ({
      index: from[i],
      own: ownIn(values.subarray(i * inputs, (i + 1) * inputs), feature, grid.labels),
      predictions: Array.from(average, (_, p) => individual[p * count + i]),
    })),
    examples: count,
    total: whole.count,
  };
}

/** Returns an example's own value, or the index of its label; null for a missing one. */
function ownIn(row: Float32Array, feature: Feature, labels: readonly string[] = []): number | null {
  if (feature.kind === "number") return observedIn(row, row.length, feature)[0] ?? null;
  const own = labels.indexOf(feature.labels[labelIn(row, feature)]);
  return own < 0 ? null : own;
}
