/** Cost, accuracy and RMSE of an evaluation, computed from the sums of `measure`. */
import type { Measures } from "./backend";

export interface Evaluation {
  /** Mean cost per example, without the penalty. */
  readonly cost: number;
  /** Share of correctly predicted examples, from 0 to 1; classification only. */
  readonly accuracy: number;
  /** √(Σ‖z − y‖² / (examples · outputs)) */
  readonly rmse: number;
  readonly squaredError: number;
}

/** Adds up the measures of several runs of a plan. */
export class MeasureSums {
  cost = 0;
  hits = 0;
  squaredError = 0;

  add({ costs, hits, squaredError }: Measures): void {
    for (const cost of costs) this.cost += cost;
    this.hits += hits;
    this.squaredError += squaredError;
  }

  evaluation(examples: number, outputs: number): Evaluation {
    const { cost, hits, squaredError } = this;
    return {
      cost: cost / examples,
      accuracy: hits / examples,
      rmse: Math.sqrt(squaredError / (examples * outputs)),
      squaredError,
    };
  }
}

/**
 * Returns Σ‖y − mean(y)‖² over targets [count, outputs], the baseline of R² = 1 − squaredError / totalSquares. A target
 * that is the same for all examples counts 0, however its mean is rounded.
 */
export function totalSquares(targets: Float32Array, outputs: number): number {
  const count = targets.length / outputs;
  let total = 0;
  for (let j = 0; j < outputs; j++) {
    let mean = 0;
    let isConstant = true;
    for (let i = 0; i < count; i++) {
      mean += targets[i * outputs + j] / count;
      isConstant &&= targets[i * outputs + j] === targets[j];
    }
    if (isConstant) continue;
    for (let i = 0; i < count; i++) total += (targets[i * outputs + j] - mean) ** 2;
  }
  return total;
}
