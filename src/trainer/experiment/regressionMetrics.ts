/** How well quantities are learned. */
import type { Examples } from "../../core/backend";
import { type Evaluation, totalSquares } from "../../core/metrics";
import type { Target } from "../../data/dataset";

/** What a regression is told by: R² = 1 − Σ‖z − y‖² / Σ‖y − mean(y)‖², and the root of the mean squared error. */
export interface Fit {
  r2: number;
  /** In the target's own unit; with several targets, in deviations of each, so that all count alike. */
  rmse: number;
}

export function fitOf({ squaredError, rmse }: Evaluation, examples: Examples, targets: readonly Target[]): Fit {
  const total = totalSquares(examples.targets as Float32Array, targets.length);
  const r2 = total > 0 ? 1 - squaredError / total : Number.NaN;
  return { r2, rmse: targets.length === 1 ? rmse / targets[0].factor : rmse };
}
