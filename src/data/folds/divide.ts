/**
 * Divides examples into the training and validation sets of folds. The sizes of folds and of their classes are those of
 * scikit-learn's KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold and TimeSeriesSplit; the examples are drawn
 * with our own random numbers.
 */
import { NetworkError } from "../../core/errors";
import { shuffled } from "../../core/order";
import { RandomStream } from "../../core/random";
import { balanceGroups } from "./balanceGroups";

/** The keys of `data.validation`. */
export interface FoldSettings {
  readonly folds: number;
  readonly repeats?: number | undefined;
  readonly stratified?: boolean | undefined;
  readonly ordered: boolean;
}

export interface Divided {
  readonly count: number;
  /** Class of each example, or targets that are no classes. */
  readonly labels: Int32Array | Float32Array;
  /** Group number of each example, from 0; equal ones stay together. */
  readonly groups?: Int32Array | undefined;
}

/** Indices of examples, ascending. */
export interface FoldRows {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Returns all folds of one repeat.
 * @param repeat from 1; each is drawn independently from the seed
 */
export function divide(examples: Divided, settings: FoldSettings, { seed, repeat }: Draw): FoldRows[] {
  return settings.ordered ? forwards(examples.count, settings.folds) : drawn(examples, settings, { seed, repeat });
}

interface Draw {
  seed: number;
  repeat: number;
}

/** Returns ordered folds of equal size; examples before the first fold are only trained on. */
function forwards(count: number, folds: number): FoldRows[] {
  const size = Math.floor(count / (folds + 1));
  if (size === 0) throw new NetworkError("folds-too-many/ordered", { folds, examples: count });
  return Array.from({ length: folds }, (_, fold) => {
    const start = count - (folds - fold) * size;
    return { train: range(0, start), validation: range(start, start + size) };
  });
}

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

function drawn(examples: Divided, { folds, stratified = true }: FoldSettings, { seed, repeat }: Draw): FoldRows[] {
  const { count, labels, groups } = examples;
  if (folds > count) throw new NetworkError("folds-too-many", { folds, examples: count });
  const random = new RandomStream(seed, "split", { epoch: repeat });
  const classes = stratified && labels instanceof Int32Array ? labels : undefined;
  const foldOf = groups
    ? balanceGroups({ groups, classes }, folds, random)
    : classes
      ? inShares(classes, folds, shuffled(count, random))
      : inBlocks(shuffled(count, random), folds);
  return Array.from({ length: folds }, (_, fold) => {
    const all = range(0, count);
    return { train: all.filter((i) => foldOf[i] !== fold), validation: all.filter((i) => foldOf[i] === fold) };
  });
}

/** Assigns blocks of the order, whose sizes differ by at most one. */
function inBlocks(order: Uint32Array, folds: number): Uint32Array {
  const foldOf = new Uint32Array(order.length);
  let at = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(order.length / folds) + (fold < order.length % folds ? 1 : 0);
    for (const example of order.subarray(at, at + size)) foldOf[example] = fold;
    at += size;
  }
  return foldOf;
}

/** Assigns the examples, class after class, to the folds in turn; their order within a class is drawn. */
function inShares(labels: Int32Array, folds: number, order: Uint32Array): Uint32Array {
  const members = new Map<number, number[]>();
  // Classes are in order of occurrence, as in scikit-learn.
  for (const label of labels) if (!members.has(label)) members.set(label, []);
  for (const example of order) members.get(labels[example])?.push(example);
  const foldOf = new Uint32Array(labels.length);
  let dealt = 0;
  for (const example of [...members.values()].flat()) foldOf[example] = dealt++ % folds;
  return foldOf;
}
