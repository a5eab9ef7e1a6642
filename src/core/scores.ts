/** How good predictions of classes are, from what was counted and from scores; each as scikit-learn defines it. */

/** Counts of examples by [actual][predicted] class. */
export type Confusion = readonly (readonly number[])[];

export interface ClassScores {
  /** Share of the examples predicted as the class that are of it; 0 where none is predicted so. */
  precision: number;
  /** Share of the examples of the class that are predicted so; 0 where there is none. */
  recall: number;
  /** Harmonic mean of both; 0 where both are. */
  f1: number;
}

export function scoresOfClass(confusion: Confusion, index: number): ClassScores {
  const right = confusion[index][index];
  const precision = share(right, sum(confusion.map((row) => row[index])));
  const recall = share(right, sum(confusion[index]));
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}

/** Of two classes that of the second one; else the mean over all classes that are there or are predicted. */
export function f1Of(confusion: Confusion): number {
  if (confusion.length === 2) return scoresOfClass(confusion, 1).f1;
  const occurring = confusion.map((_, i) => i).filter((i) => confusion.some((row, k) => row[i] + confusion[i][k] > 0));
  return mean(occurring.map((i) => scoresOfClass(confusion, i).f1));
}

/** Mean of the recalls over all classes that are there. */
export function balancedAccuracyOf(confusion: Confusion): number {
  const there = confusion.map((_, i) => i).filter((i) => sum(confusion[i]) > 0);
  return mean(there.map((i) => scoresOfClass(confusion, i).recall));
}

/**
 * Area under the ROC curve: how likely a positive example scores higher than a negative one; ties count half. Mann and
 * Whitney's U divided by the product of the sizes. NaN where either has no example, or a score is not a number.
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

/** How many pairs the first ones win, ties half; both ascending. What is not a number stands last. */
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
