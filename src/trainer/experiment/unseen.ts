/** What a set of examples has none of: metrics that compare classes cannot be computed without. */
import type { Examples } from "../../core/backend";
import type { Dataset, Target } from "../../data/dataset";

interface Unseen {
  name: string;
  /** Of a label 0 or 1. */
  class: number;
}

/** What a data set predicts. */
interface Predicts {
  task: Dataset["task"];
  classNames?: string[] | undefined;
  targets?: Target[] | undefined;
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
