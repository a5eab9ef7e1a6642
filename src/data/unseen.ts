/** A class without examples in a set; metrics that compare classes cannot be computed. */
import type { Examples } from "../core/backend";
import type { TaskName } from "../core/names";

export interface Unseen {
  name: string;
  /** For a label of a multi-label task: 0 or 1. */
  class: number;
}

/** The outputs that a dataset trains. */
export interface Predicts {
  task: TaskName;
  classNames?: string[] | undefined;
  targets?: readonly { name: string }[] | undefined;
}

/** Returns classes without examples and constant labels; an empty object if there are none. */
export function unseenIn(
  { task, classNames, targets = [] }: Predicts,
  { count, targets: actual }: Pick<Examples, "count" | "targets">,
): { unseen?: Unseen[] } {
  if (task === "regression" || count === 0) return {};
  const places = classNames ? [{ names: classNames, first: 0, step: 1 }] : labelPlaces(targets.map(({ name }) => name));
  const unseen = places.flatMap(({ names, first, step }) => {
    const seen = new Set<number>();
    for (let i = first; i < actual.length && seen.size < names.length; i += step) seen.add(actual[i]);
    return names.flatMap((name, i) => (seen.has(i) ? [] : [{ name, class: i }]));
  });
  return unseen.length > 0 ? { unseen } : {};
}

/** Returns each label with its classes 0 and 1. */
const labelPlaces = (labels: readonly string[]) =>
  labels.map((name, first) => ({ names: [name, name], first, step: labels.length }));

/** Classes that are absent from the validation set of some fold, and the number of folds that lack any. */
export interface UnseenInFolds {
  unseen: Unseen[];
  lacking: number;
  folds: number;
}

/** @param targets of the validation examples of each fold. Returns undefined if no fold lacks a class. */
export function unseenInFolds(
  predicts: Predicts,
  folds: readonly Pick<Examples, "count" | "targets">[],
): UnseenInFolds | undefined {
  const found = folds.map((fold) => unseenIn(predicts, fold).unseen ?? []);
  const lacking = found.filter((unseen) => unseen.length > 0).length;
  if (lacking === 0) return undefined;
  const unseen = new Map(found.flat().map((each) => [`${each.class} ${each.name}`, each]));
  return { unseen: [...unseen.values()].sort((a, b) => a.class - b.class), lacking, folds: folds.length };
}
