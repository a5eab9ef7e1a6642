/**
 * Counts of right and wrong predictions of one class against the rest at every threshold, and the curves that follow
 * from them: ROC and precision-recall, as scikit-learn's roc_curve and precision_recall_curve define them.
 */

/**
 * For each threshold, in descending order, the examples whose score is at least that threshold. The first threshold is
 * ∞, which no score reaches; the others are the distinct scores, so that ties are counted together.
 */
export interface ThresholdCounts {
  readonly positives: number;
  readonly negatives: number;
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
}

/** Costs of the two kinds of mistakes, per example. */
export interface MistakeCosts {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** @param scores finite numbers, one per example; larger for examples that are more likely positive */
export function thresholdCounts(scores: Float64Array, isPositive: (example: number) => boolean): ThresholdCounts {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const thresholds = [Number.POSITIVE_INFINITY];
  const truePositives = [0];
  const falsePositives = [0];
  let above = 0;
  for (const [rank, example] of order.entries()) {
    if (isPositive(example)) above++;
    if (rank + 1 < order.length && scores[order[rank + 1]] === scores[example]) continue;
    thresholds.push(scores[example]);
    truePositives.push(above);
    falsePositives.push(rank + 1 - above);
  }
  return {
    positives: above,
    negatives: scores.length - above,
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}

/** @returns rates at each threshold; NaN where the class, or the rest, has no examples */
export function rocCurve({ positives, negatives, truePositives, falsePositives }: ThresholdCounts) {
  return {
    falsePositiveRate: falsePositives.map((count) => count / negatives),
    truePositiveRate: truePositives.map((count) => count / positives),
  };
}

/** @returns precision and recall at each threshold; precision is 1 where nothing is predicted as the class */
export function precisionRecallCurve({ positives, truePositives, falsePositives }: ThresholdCounts) {
  return {
    precision: truePositives.map((count, i) => precisionAt(count, falsePositives[i])),
    recall: truePositives.map((count) => count / positives),
  };
}

/** Returns Σ (recall_n − recall_n−1) · precision_n, as average_precision_score; NaN if the class has no examples. */
export function averagePrecision({ positives, truePositives, falsePositives }: ThresholdCounts): number {
  let sum = 0;
  for (let i = 1; i < truePositives.length; i++) {
    sum += (truePositives[i] - truePositives[i - 1]) * precisionAt(truePositives[i], falsePositives[i]);
  }
  return sum / positives;
}

const precisionAt = (right: number, wrong: number): number => (right + wrong > 0 ? right / (right + wrong) : 1);

/** Returns the index of the threshold whose mistakes cost least; of several the highest threshold. */
export function cheapestThreshold(counts: ThresholdCounts, costs: MistakeCosts): number {
  let best = 0;
  for (let i = 1; i < counts.thresholds.length; i++) {
    if (costAt(counts, costs, i) < costAt(counts, costs, best)) best = i;
  }
  return best;
}

/** Returns the cost of all mistakes at threshold i. */
export const costAt = (
  { positives, truePositives, falsePositives }: ThresholdCounts,
  { falsePositive, falseNegative }: MistakeCosts,
  i: number,
): number => falsePositives[i] * falsePositive + (positives - truePositives[i]) * falseNegative;

/**
 * Returns at most `most` thresholds, with the first and the last. Of the others those stay first that are cheapest for
 * some costs: the corners of the convex hull of the ROC curve. The rest is sampled evenly.
 */
export function thinned(counts: ThresholdCounts, most: number): ThresholdCounts {
  const { length } = counts.thresholds;
  if (length <= most) return counts;
  const kept = new Set([0, length - 1, ...evenly(hullCorners(counts), Math.floor(most / 2))]);
  const others = Array.from({ length }, (_, i) => i).filter((i) => !kept.has(i));
  for (const i of evenly(others, most - kept.size)) kept.add(i);
  const indices = [...kept].sort((a, b) => a - b);
  const pick = (values: Float64Array) => Float64Array.from(indices, (i) => values[i]);
  return {
    positives: counts.positives,
    negatives: counts.negatives,
    thresholds: pick(counts.thresholds),
    truePositives: pick(counts.truePositives),
    falsePositives: pick(counts.falsePositives),
  };
}

/** Returns the indices of the corners of the upper convex hull of the points (falsePositives, truePositives). */
function hullCorners({ falsePositives: x, truePositives: y }: ThresholdCounts): number[] {
  const hull: number[] = [];
  for (let i = 0; i < x.length; i++) {
    while (hull.length > 1) {
      const [a, b] = hull.slice(-2);
      if ((x[b] - x[a]) * (y[i] - y[a]) - (y[b] - y[a]) * (x[i] - x[a]) < 0) break;
      hull.pop();
    }
    hull.push(i);
  }
  return hull;
}

/** Returns at most `count` of these, at even distances. */
function evenly(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.floor(((i + 0.5) * values.length) / count)]);
}
