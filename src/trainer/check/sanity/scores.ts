/** Scores of the control experiment: accuracy, or for a regression the correlation of predictions and targets. */
import type { Examples } from "../../../core/backend";
import type { Evaluator } from "../../experiment/evaluator";

export interface Score {
  readonly kind: "accuracy" | "correlation";
  of(evaluator: Evaluator, examples: Examples): Promise<number>;
  /** Returns the expected score of random guessing. */
  chanceOf(examples: Examples): number;
  /** Returns the highest score that chance explains. */
  limitOf(examples: Examples): number;
}

/** Standard deviations above chance. */
const deviations = 4;
const noPause = async () => {};

/** Accuracy; by chance it is the share of the most frequent class. The limit is at least this much higher. */
const minimumMargin = 0.05;
export const accuracy: Score = {
  kind: "accuracy",
  of: async (evaluator) => (await evaluator.measure(noPause)).accuracy,
  chanceOf: commonest,
  limitOf: (examples) => {
    const chance = commonest(examples);
    return chance + Math.max(minimumMargin, deviations * Math.sqrt((chance * (1 - chance)) / examples.count));
  },
};

function commonest({ targets, count }: Examples): number {
  const sizes = new Map<number, number>();
  for (const target of targets) sizes.set(target, (sizes.get(target) ?? 0) + 1);
  return Math.max(...sizes.values()) / count;
}

/**
 * Correlation of predictions and targets: unlike R² it also shows a few memorized examples among many others. By chance
 * it is 0 with a standard deviation of 1/√n.
 */
const minimumCorrelation = 0.2;
const maximumByChance = ({ count }: Examples) => Math.max(minimumCorrelation, deviations / Math.sqrt(count));
export const correlation: Score = {
  kind: "correlation",
  of: async (evaluator, examples) => correlationOf(await evaluator.outputs(noPause), examples),
  chanceOf: maximumByChance,
  limitOf: maximumByChance,
};

/**
 * Correlates over all outputs, each centred on its mean; 0 if predictions or targets are constant. @param z predictions
 * [count, outputs]
 */
function correlationOf(z: Float32Array, { targets, count, outputs }: Examples): number {
  let [zy, zz, yy] = [0, 0, 0];
  for (let output = 0; output < outputs; output++) {
    const centred = (values: ArrayLike<number>) => {
      const own = Array.from({ length: count }, (_, i) => values[i * outputs + output]);
      const mean = own.reduce((sum, value) => sum + value, 0) / count;
      return own.map((value) => value - mean);
    };
    const [predictions, wanted] = [centred(z), centred(targets)];
    for (let i = 0; i < count; i++) {
      zy += predictions[i] * wanted[i];
      zz += predictions[i] ** 2;
      yy += wanted[i] ** 2;
    }
  }
  return zz > 0 && yy > 0 ? zy / Math.sqrt(zz * yy) : 0;
}
