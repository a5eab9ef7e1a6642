/** Differences between the predictions of two networks for the same examples. Pure. */

import type { RequestResult } from "../../src/protocol/requests";
import { t } from "../ui/l10n";

export type Predictions = RequestResult<"predictions">;

/** The contingency table of correct and wrong predictions, as in McNemar's test. */
export interface Crossed {
  readonly bothRight: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly bothWrong: number;
}

export const kinds = ["all", "onlyA", "onlyB", "bothWrong"] as const;
export type Kind = (typeof kinds)[number];

export function crossed(a: Predictions, b: Predictions): Crossed {
  const counts = { bothRight: 0, onlyA: 0, onlyB: 0, bothWrong: 0 };
  for (let i = 0; i < a.examples; i++) counts[kindOf(a, b, i)]++;
  return counts;
}

function kindOf(a: Predictions, b: Predictions, i: number): keyof Crossed {
  const [isA, isB] = [a, b].map(({ predicted, actual }) => predicted[i] === actual[i]);
  if (isA) return isB ? "bothRight" : "onlyA";
  return isB ? "onlyB" : "bothWrong";
}

/** Returns the indices of the examples with different predictions of a kind, by descending sum of confidences. */
export function disagreements(a: Predictions, b: Predictions, kind: Kind): number[] {
  const found: number[] = [];
  for (let i = 0; i < a.examples; i++) {
    if (a.predicted[i] !== b.predicted[i] && (kind === "all" || kindOf(a, b, i) === kind)) found.push(i);
  }
  const sure = (i: number) => a.sure[i] + b.sure[i];
  return found.sort((i, j) => sure(j) - sure(i) || i - j);
}

/**
 * Returns the two-sided p-value of McNemar's exact test: the probability of counts at least this uneven if both
 * networks are equally good.
 * Source: Q. McNemar, Psychometrika 12 (1947); the exact form is the sign test's.
 */
export function mcNemar({ onlyA, onlyB }: Crossed): number {
  const [less, all] = [Math.min(onlyA, onlyB), onlyA + onlyB];
  // In logarithms, because 2^−all underflows long before the sum.
  let logTerm = -all * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= less; k++) {
    logTerm += Math.log(all - k + 1) - Math.log(k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, 2 * sum);
}

/** The comparison of two regressions on the same examples. */
export interface RegressionComparison {
  /** Root mean squared error of each network. */
  readonly rmseA: number;
  readonly rmseB: number;
  /** Root mean squared difference between the predictions. */
  readonly between: number;
  /** Number of examples that each network predicts better. */
  readonly nearerA: number;
  readonly nearerB: number;
  /** Indices of all examples, by descending difference. */
  readonly places: readonly number[];
}

export function compareRegressions(a: Predictions, b: Predictions): RegressionComparison {
  const { examples, width, actual } = a;
  const distance = (p: Float64Array, q: Float64Array, i: number) => {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += (p[k] - q[k]) ** 2;
    return sum;
  };
  const all = Array.from({ length: examples }, (_, i) => ({
    a: distance(a.predicted, actual, i),
    b: distance(b.predicted, actual, i),
    between: distance(a.predicted, b.predicted, i),
  }));
  const root = (of: (each: (typeof all)[number]) => number) =>
    Math.sqrt(all.reduce((sum, each) => sum + of(each), 0) / (examples * width));
  return {
    rmseA: root((each) => each.a),
    rmseB: root((each) => each.b),
    between: root((each) => each.between),
    nearerA: all.filter((each) => each.a < each.b).length,
    nearerB: all.filter((each) => each.b < each.a).length,
    places: Array.from(all.keys()).sort((i, j) => all[j].between - all[i].between || i - j),
  };
}

/** Returns the number of wrong labels over all examples of multi-label data. */
export const wrongLabels = ({ predicted, actual }: Predictions): number =>
  predicted.reduce((sum, probability, i) => sum + Number(probability > 0.5 !== actual[i] > 0.5), 0);

/** Returns the reason why two runs cannot be compared on a set; undefined if they can. */
export function whyNot(a: Predictions, b: Predictions): string | undefined {
  if (a.digest === b.digest) return undefined;
  return t(
    "The examples of this set are not the same in both runs: another split, seed or choice of columns. Choose another set.",
  );
}
