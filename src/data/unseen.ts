/** What a set of examples has none of: metrics that compare classes cannot be computed without. */
import type { Examples } from "../core/backend";
import type { TaskName } from "../core/names";

export interface Unseen {
  name: string;
  /** Of a label 0 or 1. */
  class: number;
}

/** What a data set predicts. */
export interface Predicts {
  task: TaskName;
  classNames?: string[] | undefined;
  targets?: readonly { name: string }[] | undefined;
}

/** Classes without an example, labels that are the same in all; nothing where there is none of either. */
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

/** Each label with its classes 0 and 1. */
const labelPlaces = (labels: readonly string[]) =>
  labels.map((name, first) => ({ names: [name, name], first, step: labels.length }));

/** What the validation examples of folds lack: all that some fold has none of, and in how many of them that is so. */
export interface UnseenInFolds {
  unseen: Unseen[];
  lacking: number;
  folds: number;
}

/** @param targets of the validation examples of each fold. Undefined where none lacks any. */
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
