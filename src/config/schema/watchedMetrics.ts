/** The metrics that a training watches: for early stopping, for the best epoch, and those listed. */

import type { MetricName } from "../../core/names";
import type { TrainingConfig } from ".";

/** Returns each metric once. The default metrics are measured in any case. */
export function watchedMetrics({
  earlyStopping,
  bestMetric,
  metrics = [],
}: Pick<TrainingConfig, "earlyStopping" | "bestMetric" | "metrics">): MetricName[] {
  const named = [earlyStopping?.metric, bestMetric, ...metrics];
  return [...new Set(named.filter((name) => name !== undefined))];
}
