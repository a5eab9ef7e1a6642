/** What an evaluation says of a network, from the sums that `measure` made. */
import type { Measures } from "./backend";

export interface Evaluation {
  /** Mean per example, without the penalty. */
  readonly cost: number;
  /** Share of examples that are right, from 0 to 1; for classification. */
  readonly accuracy: number;
  /** √(Σ‖z − y‖² / (examples · outputs)) */
  readonly rmse: number;
  readonly squaredError: number;
}

/** Adds up the measures of several runs. */
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

/** Σ‖y − mean(y)‖² over targets [count, outputs]: what R² = 1 − squaredError / totalSquares compares with. */
export function totalSquares(targets: Float32Array, outputs: number): number {
  const count = targets.length / outputs;
  let total = 0;
  for (let j = 0; j < outputs; j++) {
    let mean = 0;
    for (let i = 0; i < count; i++) mean += targets[i * outputs + j] / count;
    for (let i = 0; i < count; i++) total += (targets[i * outputs + j] - mean) ** 2;
  }
  return total;
}
