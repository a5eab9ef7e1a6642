/** Metrics of a regression. */
import type { Examples } from "../../core/backend";
import { type Evaluation, totalSquares } from "../../core/metrics";
import type { Target } from "../../data/dataset";

/** R² = 1 − Σ‖z − y‖² / Σ‖y − mean(y)‖², and the root mean squared error. */
export interface RegressionMetrics {
  /** NaN where there are no two examples that differ in their targets: there is no variance to explain. */
  r2: number;
  /** In the unit of the target; with several targets in standard deviations of each, so that all count alike. */
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
