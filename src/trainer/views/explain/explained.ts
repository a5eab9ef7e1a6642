/** A run's network with its data, ready to be asked why it answers so. */
import type { Examples } from "../../../core/backend";
import { NetworkError } from "../../../core/errors";
import { Predictor } from "../../../core/explain/predictor";
import { totalSquares } from "../../../core/metrics";
import type { Dataset } from "../../../data/dataset";
import { classScores, predictedClass } from "../../experiment/predictions";
import type { SetName, WithWeights } from "../runNetwork";

export type Explained = WithWeights;

/** Milliseconds after which the process answers others. */
const longest = 10;

/** Returns a function that yields to the event loop, if it has not for a while. */
export function pauses(): () => Promise<void> | void {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longest) return;
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      last = performance.now();
    });
  };
}

export const predictorOf = ({ network, backend, dataset }: Explained): Predictor =>
  new Predictor(network, backend, dataset.train, pauses());

/** Returns the names of the answers: classes, labels or targets. */
export const answersOf = ({ classNames, targets }: Pick<Dataset, "classNames" | "targets">): string[] =>
  classNames ?? targets?.map(({ name }) => name) ?? [];

/** Throws a NetworkError of kind "request" if there is no such class, label or target. */
export function refuseUnknown(dataset: Dataset, answer: number): void {
  const names = answersOf(dataset);
  if (answer < names.length) return;
  throw new NetworkError("no-target", { target: answer, outputs: names.length, names });
}

/** Returns the score of a class, the probability of a label or the value of a target in its unit, for every example. */
export function scoresFor(z: Float32Array, outputs: number, { targets, task }: Dataset, answer: number): Float64Array {
  const target = task === "regression" ? targets?.[answer] : undefined;
  return Float64Array.from({ length: z.length / outputs }, (_, i) => {
    if (target) return z[i * outputs + answer] / target.factor + target.shift;
    return task === "classification" ? classScores(z, i, outputs)[answer] : z[i * outputs + answer];
  });
}

/** Returns the answers: the predicted class, or for a label whether its probability is above one half. */
export function decisionsOf(z: Float32Array, outputs: number, { task }: Dataset, label: number): number[] {
  return Array.from({ length: z.length / outputs }, (_, i) =>
    task === "classification" ? predictedClass(z, i, outputs) : Number(z[i * outputs + label] > 0.5),
  );
}

/** Returns the accuracy (of labels: the share of correct ones), or R² of a regression, as scikit-learn does. */
export function scoreOf(z: Float32Array, { count, outputs, targets }: Examples, { task }: Dataset): number {
  if (task === "classification") {
    let right = 0;
    for (let i = 0; i < count; i++) right += Number(predictedClass(z, i, z.length / count) === targets[i]);
    return right / count;
  }
  if (task === "multi-label") {
    return z.reduce((right, value, i) => right + Number(value > 0.5 === targets[i] > 0.5), 0) / z.length;
  }
  let squares = 0;
  for (let i = 0; i < z.length; i++) squares += (z[i] - targets[i]) ** 2;
  return 1 - squares / totalSquares(targets as Float32Array, outputs);
}

/** Returns a copy of the values as numbers. */
export const asNumbers = (values: Examples["values"]): Float32Array<ArrayBuffer> => Float32Array.from(values);

/** Throws a NetworkError of kind "request" for pictures, whose inputs mean nothing alone. */
export function refusePictures({ imageShape }: Dataset): void {
  if (imageShape) throw new NetworkError("no-columns", {});
}

/** The examples that a question is about. */
export interface OfSet {
  readonly set: SetName;
  /** Largest number of examples, evenly sampled from the set. */
  readonly most: number;
}
