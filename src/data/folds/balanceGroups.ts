/** Assigns whole groups of examples to folds, with folds of about equal size or about equal class shares. */
import { NetworkError } from "../../core/errors";
import { shuffled } from "../../core/order";
import type { RandomStream } from "../../core/random";

/** Group of each example and, for stratified folds, its class. */
interface Grouped {
  groups: Int32Array;
  classes: Int32Array | undefined;
}

/** Returns the fold of each example. Throws a NetworkError if there are too few groups. */
export function balanceGroups(grouped: Grouped, folds: number, random: RandomStream): Uint32Array {
  const { groups } = grouped;
  const counts = countClasses(grouped);
  if (counts.length < folds) throw new NetworkError("folds-too-many/groups", { folds, groups: counts.length });
  // Groups that compare equal are ordered at random.
  const order = Array.from(shuffled(counts.length, random));
  const foldOfGroup = grouped.classes ? byShares(counts, folds, order) : bySize(counts, folds, order);
  const foldOf = Uint32Array.from(groups, (group) => foldOfGroup[group]);
  const found = new Set(foldOf).size;
  if (found < folds) throw new NetworkError("folds-too-many/empty", { folds, found });
  return foldOf;
}

/** Returns counts [group][class]; a single class if folds are not stratified. */
function countClasses({ groups, classes }: Grouped): number[][] {
  const largest = (numbers: Int32Array | undefined) => numbers?.reduce((most, each) => Math.max(most, each), 0) ?? 0;
  const counts = Array.from({ length: largest(groups) + 1 }, () => new Array<number>(largest(classes) + 1).fill(0));
  for (const [i, group] of groups.entries()) counts[group][classes?.[i] ?? 0]++;
  return counts;
}

/** Assigns the largest group first, each to the smallest fold so far: scikit-learn's GroupKFold. */
function bySize(counts: number[][], folds: number, order: number[]): Uint32Array {
  const foldOfGroup = new Uint32Array(counts.length);
  const sizes = new Array<number>(folds).fill(0);
  for (const group of order.sort((a, b) => counts[b][0] - counts[a][0])) {
    const fold = sizes.indexOf(Math.min(...sizes));
    foldOfGroup[group] = fold;
    sizes[fold] += counts[group][0];
  }
  return foldOfGroup;
}

/**
 * Assigns the group with the most uneven classes first, each to the fold for which the class shares then differ least
 * among the folds: scikit-learn's StratifiedGroupKFold.
 */
function byShares(counts: number[][], folds: number, order: number[]): Uint32Array {
  const foldOfGroup = new Uint32Array(counts.length);
  const all = counts[0].map((_, label) => counts.reduce((sum, own) => sum + own[label], 0));
  const present = all.flatMap((total, label) => (total > 0 ? [label] : []));
  const inFolds = Array.from({ length: folds }, () => all.map(() => 0));
  const spread = counts.map((own) => deviation(present.map((label) => own[label])));
  for (const group of order.sort((a, b) => spread[b] - spread[a])) {
    let best = { fold: 0, unevenness: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY };
    for (const [fold, held] of inFolds.entries()) {
      add(held, counts[group], 1);
      const unevenness = mean(present.map((label) => deviation(inFolds.map((each) => each[label] / all[label]))));
      const size = held.reduce((sum, count) => sum + count, 0);
      add(held, counts[group], -1);
      const isAsGood = Math.abs(unevenness - best.unevenness) <= 1e-8 + 1e-5 * Math.abs(best.unevenness);
      if (unevenness < best.unevenness || (isAsGood && size < best.size)) best = { fold, unevenness, size };
    }
    foldOfGroup[group] = best.fold;
    add(inFolds[best.fold], counts[group], 1);
  }
  return foldOfGroup;
}

const add = (to: number[], counts: readonly number[], sign: 1 | -1) =>
  counts.forEach((count, label) => {
    to[label] += sign * count;
  });

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Returns the population standard deviation. */
function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
