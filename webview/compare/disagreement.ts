/** Where two networks differ over the same examples. Pure. */
import type { RequestResult } from "../../src/protocol/requests";

export type Predictions = RequestResult<"predictions">;

/** Right and wrong answers of both, as McNemar counts them. */
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

/** Places of the examples with different answers of this kind, those first of which the two are surest. */
export function disagreements(a: Predictions, b: Predictions, kind: Kind): number[] {
  const found: number[] = [];
  for (let i = 0; i < a.examples; i++) {
    if (a.predicted[i] !== b.predicted[i] && (kind === "all" || kindOf(a, b, i) === kind)) found.push(i);
  }
  const sure = (i: number) => a.sure[i] + b.sure[i];
  return found.sort((i, j) => sure(j) - sure(i) || i - j);
}

/**
 * McNemar's exact test, two-sided: how likely answers apart at least so unevenly are, were neither network better than
 * the other.
 * Source: Q. McNemar, Psychometrika 12 (1947); the exact form is the sign test's.
 */
export function mcNemar({ onlyA, onlyB }: Crossed): number {
  const [less, all] = [Math.min(onlyA, onlyB), onlyA + onlyB];
  // Logarithms: 2^−all is nothing long before the sum is.
  let logTerm = -all * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= less; k++) {
    logTerm += Math.log(all - k + 1) - Math.log(k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, 2 * sum);
}

/** Of a regression: what two networks tell of the same quantities. */
export interface Apart {
  /** Root of the mean squared error of each. */
  readonly rmseA: number;
  readonly rmseB: number;
  /** Root of the mean squared difference between the two. */
  readonly between: number;
  /** Examples to which the one is nearer. */
  readonly nearerA: number;
  readonly nearerB: number;
  /** Places of all examples, the largest difference first. */
  readonly places: readonly number[];
}

export function apart(a: Predictions, b: Predictions): Apart {
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

/** Of several labels: how many are wrong, over all examples. */
export const wrongLabels = ({ predicted, actual }: Predictions): number =>
  predicted.reduce((sum, probability, i) => sum + Number(probability > 0.5 !== actual[i] > 0.5), 0);

/** Why two runs cannot be set against each other over a set; undefined: they can. */
export function whyNot(a: Predictions, b: Predictions): string | undefined {
  if (a.digest === b.digest) return undefined;
  return "The examples of this set are not the same in both runs: another split, seed or choice of columns. Choose another set.";
}
