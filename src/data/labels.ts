/** Labels: whole numbers from 0, checked one by one, and the weights of their classes. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { IdxArray } from "../formats/idx";

/** Far more classes than a dense output layer is for: a larger label is a mistake in the data. */
const maxClasses = 65536;

/** @param classes how many there are, where that is known; labels stay below it */
export function readLabels({ shape, data }: IdxArray, file: string, classes = maxClasses): Int32Array {
  if (shape.length !== 1) {
    throw new NetworkError("labels-shape/dimensions", { file, shape });
  }
  const labels = new Int32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const label = Number(data[i]);
    if (!Number.isInteger(label) || label < 0 || label >= classes) throw outOfRange(file, i, label, classes);
    labels[i] = label;
  }
  return labels;
}

const outOfRange = (file: string, index: number, label: number, classes: number) =>
  new NetworkError("label-out-of-range", { file, label, example: index, classes, isNamed: classes < maxClasses });

/** The names given, or the labels themselves. */
export function nameClasses(labels: Int32Array, file: string, names: string[] | undefined): string[] {
  if (names) return names;
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest === 0) {
    throw new NetworkError("one-class", { file, label: "0" });
  }
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
}

/** How many examples each class has. */
export function countClasses(labels: Int32Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]++;
  return counts;
}

/**
 * One weight per class. "balanced" is examples / (classes there are · examples of this class), so that the mean weight
 * of a training example is 1; a class without training examples keeps 1.
 */
export function weighClasses(
  wanted: DataConfig["classWeights"],
  labels: Int32Array | Float32Array,
  classes: number | undefined,
): Float32Array | undefined {
  if (wanted === undefined) return undefined;
  if (classes === undefined || !(labels instanceof Int32Array)) {
    throw new NetworkError("class-weights/regression", {});
  }
  if (wanted !== "balanced") {
    if (wanted.length === classes) return Float32Array.from(wanted);
    throw new NetworkError("class-weights/count", { weights: wanted.length, classes });
  }
  const counts = countClasses(labels, classes);
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) => (count > 0 ? labels.length / (present * count) : 1));
}
