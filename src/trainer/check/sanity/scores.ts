/** What the control experiment looks at: how often answers are right, or of a regression how far they go with the targets. */
import type { Examples } from "../../../core/backend";
import type { Evaluator } from "../../experiment/evaluator";
import { figure, percent } from "./outcome";

export interface Score {
  of(evaluator: Evaluator, examples: Examples): Promise<number>;
  /** Of somebody who knows nothing of these examples, on the average. */
  chanceOf(examples: Examples): number;
  /** What is more is no chance. */
  limitOf(examples: Examples): number;
  words: {
    targets: string;
    measure: string;
    figure(score: number): string;
    byHeart(score: number): string;
    found(score: number): string;
    known(score: number, chance: number): string;
  };
}

/** Above chance: so many standard deviations. */
const deviations = 4;
const noPause = async () => {};

/** Share of right answers; by chance that of the commonest class. At least so much more is needed. */
const leastMore = 0.05;
export const accuracy: Score = {
  of: async (evaluator) => (await evaluator.measure(noPause)).accuracy,
  chanceOf: commonest,
  limitOf: (examples) => {
    const chance = commonest(examples);
    return chance + Math.max(leastMore, deviations * Math.sqrt((chance * (1 - chance)) / examples.count));
  },
  words: {
    targets: "labels",
    measure: "accuracy",
    figure: percent,
    byHeart: (score) => `${percent(score)} learned by heart`,
    found: (score) => `${percent(score)} right`,
    known: (score, chance) =>
      `${percent(score)} of the validation examples are right, where ${percent(chance)} is chance`,
  },
};

function commonest({ targets, count }: Examples): number {
  const sizes = new Map<number, number>();
  for (const target of targets) sizes.set(target, (sizes.get(target) ?? 0) + 1);
  return Math.max(...sizes.values()) / count;
}

/**
 * Correlation of answers and targets: unlike R² it also tells of the few that are known among many that are not. By chance it is 0
 * with a deviation of 1/√n.
 */
const leastCorrelation = 0.2;
const mostByChance = ({ count }: Examples) => Math.max(leastCorrelation, deviations / Math.sqrt(count));
export const correlation: Score = {
  of: async (evaluator, examples) => correlationOf(await evaluator.outputs(noPause), examples),
  chanceOf: mostByChance,
  limitOf: mostByChance,
  words: {
    targets: "targets",
    measure: "R²",
    figure,
    byHeart: (score) => `learned by heart with a correlation of ${figure(score)}`,
    found: (score) => `answers and targets have a correlation of ${figure(score)}`,
    known: (score, chance) =>
      `the answers on the validation examples go with their targets all the same (correlation ${figure(score)}, at most ${figure(chance)} by chance)`,
  },
};

/** Each output about its own mean; 0 where answers or targets are all the same. @param z answers [count, outputs] */
function correlationOf(z: Float32Array, { targets, count, outputs }: Examples): number {
  let [zy, zz, yy] = [0, 0, 0];
  for (let output = 0; output < outputs; output++) {
    const centred = (values: ArrayLike<number>) => {
      const own = Array.from({ length: count }, (_, i) => values[i * outputs + output]);
      const mean = own.reduce((sum, value) => sum + value, 0) / count;
      return own.map((value) => value - mean);
    };
    const [answers, wanted] = [centred(z), centred(targets)];
    for (let i = 0; i < count; i++) {
      zy += answers[i] * wanted[i];
      zz += answers[i] ** 2;
      yy += wanted[i] ** 2;
    }
  }
  return zz > 0 && yy > 0 ? zy / Math.sqrt(zz * yy) : 0;
}
