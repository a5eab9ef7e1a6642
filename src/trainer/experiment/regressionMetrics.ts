/** Metrics of a regression. */
import type { Examples } from "../../core/backend";
import { type Evaluation, totalSquares } from "../../core/metrics";
import type { Target } from "../../data/dataset";

/** R² = 1 − Σ‖z − y‖² / Σ‖y − mean(y)‖², and the root mean squared error. */
export interface RegressionMetrics {
  /** NaN if no two examples have different targets: there is no variance to explain. */
  r2: number;
  /** In the target's unit; with several targets in standard deviations of each, so that all have equal weight. */
  rmse: number;
}

export function regressionMetrics(
  { squaredError, rmse }: Evaluation,
  examples: Examples,
  targets: readonly Target[],
): RegressionMetrics {
  const total = totalSquares(examples.targets as Float32Array, targets.length);
  const r2 = total > 0 ? 1 - squaredError / total : Number.NaN;
  return { r2, rmse: targets.length === 1 ? rmse / targets[0].factor : rmse };
}
