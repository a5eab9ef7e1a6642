/** Labels: checked integers from 0 or 1, or rows of 0 and 1; and the weights of their classes. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { IdxArray } from "../formats/idx";
import type { ReadingRules } from "./reading";

/** Limit far above what a dense output layer is for: a larger label is a mistake in the data. */
export const maxClasses = 65536;

/** Numbering of the classes: from 0, from 1, or −1 and 1. */
export interface Numbering {
  first: number;
  step: 1 | 2;
}

export const fromZero: Numbering = { first: 0, step: 1 };
const signs: Numbering = { first: -1, step: 2 };

/** @param classes number of classes, if known */
export function readLabels(
  array: NumberArray,
  file: string,
  { first, step }: Numbering,
  classes = maxClasses,
): Int32Array {
  const { data } = array;
  if (columnsOf(array) !== 1) {
    throw new NetworkError("labels-shape/dimensions", { file, shape: array.shape });
  }
  const labels = new Int32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const label = (Number(data[i]) - first) / step;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      const found = { file, label: Number(data[i]), example: i };
      if (step === 2) throw new NetworkError("label-out-of-range/signs", found);
      if (Number.isInteger(label) && label < 0 && classes === maxClasses) {
        let smallest = first;
        for (const each of data) smallest = Math.min(smallest, Number(each));
        throw new NetworkError("label-out-of-range/below", { ...found, first, missing: first - smallest });
      }
      const isNamed = classes < maxClasses;
      throw new NetworkError("label-out-of-range", { ...found, classes, first, isNamed });
    }
    labels[i] = label;
  }
  return labels;
}

/** Labels [examples] or [examples, numbers per example]. */
type NumberArray = Pick<IdxArray, "shape" | "data">;

/** Returns the numbers per example. */
export const columnsOf = ({ shape }: NumberArray): number =>
  shape.slice(1).reduce((product, size) => product * size, 1);

/**
 * Returns the numbering: −1 and 1 if there are no other labels; from 1 if the smallest label is 1, unless the class
 * names leave room for a class 0; otherwise from 0.
 */
export function numberingOf(
  { data }: NumberArray,
  { labelsStartAt, classNames }: Pick<DataConfig, "labelsStartAt" | "classNames">,
  rules: ReadingRules,
): Numbering {
  if (labelsStartAt !== undefined) return { first: labelsStartAt, step: 1 };
  if (rules === 1) return fromZero;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  let areSigns = true;
  for (let i = 0; i < data.length; i++) {
    const label = Number(data[i]);
    if (label < smallest) smallest = label;
    if (label > largest) largest = label;
    areSigns &&= label === 1 || label === -1;
  }
  if (areSigns && smallest === -1 && largest === 1) return signs;
  return smallest === 1 && !(classNames && largest < classNames.length) ? { first: 1, step: 1 } : fromZero;
}

/** Returns the class of each row if every row has a single 1 and otherwise zeros; else undefined. */
export function oneHot(y: NumberArray): Int32Array | undefined {
  const columns = columnsOf(y);
  const classes = new Int32Array(y.shape[0]);
  for (let i = 0; i < classes.length; i++) {
    let found = -1;
    for (let j = 0; j < columns; j++) {
      const value = Number(y.data[i * columns + j]);
      if (value === 1 && found < 0) found = j;
      else if (value !== 0) return undefined;
    }
    if (found < 0) return undefined;
    classes[i] = found;
  }
  return classes;
}

/** Returns true if all values are 0 or 1 and there are several per example. */
export const areBits = (y: NumberArray): boolean => columnsOf(y) > 1 && firstOther(y) < 0;

/** Returns the index of the first value that is neither 0 nor 1; −1 if there is none. */
function firstOther({ data }: NumberArray): number {
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (value !== 0 && value !== 1) return i;
  }
  return -1;
}

/** Returns labels of 0 and 1, [examples, labels]. Throws a NetworkError for other values. */
export function readBits(y: NumberArray, file: string): Float32Array {
  const other = firstOther(y);
  if (other < 0) return Float32Array.from(y.data, Number);
  const columns = columnsOf(y);
  const place = { example: Math.floor(other / columns), column: other % columns };
  throw new NetworkError("label-binary", { file, label: Number(y.data[other]), ...place });
}

/** Returns the given names, or the numbers of the columns. */
export function nameColumns(y: NumberArray, file: string, names: string[] | undefined): string[] {
  const columns = columnsOf(y);
  if (!names) return Array.from({ length: columns }, (_, i) => String(i));
  if (names.length === columns) return names;
  throw new NetworkError("class-names/count", { names: names.length, classes: columns, data: file });
}

/** Returns the given names, or the labels themselves. */
export function nameClasses(
  labels: Int32Array,
  file: string,
  names: string[] | undefined,
  { first, step }: Numbering,
): string[] {
  if (names) return names;
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest === 0) {
    throw new NetworkError("one-class", { file, label: String(first) });
  }
  return Array.from({ length: largest + 1 }, (_, label) => String(first + label * step));
}

/** Returns the number of examples of each class. */
export function countClasses(labels: Int32Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]++;
  return counts;
}

/**
 * Returns one weight per class. "balanced" is examples / (number of classes present · examples of this class), so that
 * the mean weight of a training example is 1; a class without training examples has the weight 1.
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
