/** Which metrics a training watches: for early stopping, to choose the best epoch, and because somebody asked. */

import type { MetricName } from "../../core/names";
import type { TrainingConfig } from ".";

/** Each once. What counts where a config names nothing is measured anyway. */
export function watchedMetrics({
  earlyStopping,
  bestMetric,
  metrics = [],
}: Pick<TrainingConfig, "earlyStopping" | "bestMetric" | "metrics">): MetricName[] {
  const named = [earlyStopping?.metric, bestMetric, ...metrics];
  return [...new Set(named.filter((name) => name !== undefined))];
}
