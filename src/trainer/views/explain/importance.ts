/** How important the columns of a table are to a network. */
import type { Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { permutationImportance, permutationsOf } from "../../../core/explain/importance";
import { sampleEvenly } from "../../experiment/sampleEvenly";
import { examplesOf } from "../runNetwork";
import { asNumbers, type Explained, type OfSet, predictorOf, refusePictures, scoreOf } from "./explained";
import { columnsOf } from "./features";

export interface ImportanceAnswer {
  /** The score that falls. */
  metric: "accuracy" | "r2";
  /** True if the accuracy is the share of correct labels, not of correct examples. */
  perLabel?: true;
  score: number;
  repeats: number;
  /** Number of examples that were used, and of those of the set. */
  examples: number;
  total: number;
  columns: { name: string; mean: number; deviation: number }[];
}

/** Throws a NetworkError of kind "data" if the score is undefined. */
export async function importanceOf(
  explained: Explained,
  { set, most, repeats, seed }: OfSet & { readonly repeats: number; readonly seed: number },
): Promise<ImportanceAnswer> {
  const { dataset } = explained;
  refusePictures(dataset);
  const whole = examplesOf(dataset, set);
  const examples = sampleEvenly(whole, most);
  if (dataset.task === "regression" && areConstant(examples)) throw new NetworkError("no-metric/importance", { set });
  const predictor = predictorOf(explained);
  const metric = dataset.task === "regression" ? "r2" : "accuracy";
  const orders = permutationsOf(examples.count, repeats, seed);
  const score = async (values: Float32Array) => scoreOf(await predictor.outputs(values), examples, dataset);
  const found = await permutationImportance(asNumbers(examples.values), columnsOf(dataset), orders, score);
  const columns = found.columns.map(({ name, mean, deviation }) => ({ name, mean, deviation }));
  const perLabel = dataset.task === "multi-label" && { perLabel: true as const };
  return { metric, ...perLabel, score: found.score, repeats, examples: examples.count, total: whole.count, columns };
}

/** Returns whether no target has two different values: there is no variance to explain. */
const areConstant = ({ targets, outputs }: Examples): boolean =>
  targets.every((value, i) => value === targets[i % outputs]);
