/** Scores of class predictions, from counts and from continuous scores, as scikit-learn defines them. */

/** Number of examples by [actual][predicted] class. */
export type Confusion = readonly (readonly number[])[];

export interface ClassScores {
  /** Share of the examples predicted as the class that belong to it; 0 if none is predicted as the class. */
  precision: number;
  /** Share of the examples of the class that are predicted as it; 0 if there are none. */
  recall: number;
  /** Harmonic mean of precision and recall; 0 if both are 0. */
  f1: number;
}

export function scoresOfClass(confusion: Confusion, index: number): ClassScores {
  const right = confusion[index][index];
  const precision = share(right, sum(confusion.map((row) => row[index])));
  const recall = share(right, sum(confusion[index]));
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}

/** Returns F1 of the second class for two classes, else the mean over all classes that occur or are predicted. */
export function f1Of(confusion: Confusion): number {
  if (confusion.length === 2) return scoresOfClass(confusion, 1).f1;
  const occurring = confusion.map((_, i) => i).filter((i) => confusion.some((row, k) => row[i] + confusion[i][k] > 0));
  return mean(occurring.map((i) => scoresOfClass(confusion, i).f1));
}

/** Returns the mean recall over all classes that occur. */
export function balancedAccuracyOf(confusion: Confusion): number {
  const there = confusion.map((_, i) => i).filter((i) => sum(confusion[i]) > 0);
  return mean(there.map((i) => scoresOfClass(confusion, i).recall));
}

/**
 * Returns the area under the ROC curve: the probability that a positive example scores higher than a negative one, ties
 * counting half. Mann and Whitney's U divided by the product of the sizes. NaN if one group is empty or a score is NaN.
 */
export function areaUnderRoc(
  count: number,
  score: (example: number) => number,
  isPositive: (example: number) => boolean,
): number {
  const positives = new Float32Array(count);
  const negatives = new Float32Array(count);
  let above = 0;
  let below = 0;
  for (let i = 0; i < count; i++) {
    if (isPositive(i)) positives[above++] = score(i);
    else negatives[below++] = score(i);
  }
  const u = wins(positives.subarray(0, above).sort(), negatives.subarray(0, below).sort());
  return u / (above * below);
}

/** Counts the pairs in which `scores` is larger, ties half; both are ascending, with NaN last. */
function wins(scores: Float32Array, against: Float32Array): number {
  if (Number.isNaN(scores.at(-1)) || Number.isNaN(against.at(-1))) return Number.NaN;
  let won = 0;
  let lower = 0;
  let notHigher = 0;
  for (const score of scores) {
    while (against[lower] < score) lower++;
    while (against[notHigher] <= score) notHigher++;
    won += (lower + notHigher) / 2;
  }
  return won;
}

export const mean = (values: readonly number[]): number => sum(values) / values.length;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
