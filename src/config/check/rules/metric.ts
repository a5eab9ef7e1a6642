/** Whether what early stopping watches, or chooses the best epoch, is there for what is learned. */
import { metrics, metricsOfTask } from "../../../core/metricRegistry";
import type { MetricName, TaskName } from "../../../core/names";
import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, type Path, report } from "../finding";

/** Formats whose labels are classes. */
const ofClasses = new Set<DataConfig["format"]>(["builtin", "idx", "images"]);

/** What is learned, where the config alone tells it. */
export function taskOf({ task, format }: DataConfig): TaskName | undefined {
  return task ?? (ofClasses.has(format) ? "classification" : undefined);
}

/** What is watched, by the key that says so. A metric that early stopping and `bestMetric` share is named once. */
export function watched({
  training: { earlyStopping, bestMetric },
}: ResolvedConfig): { path: Path; metric: MetricName }[] {
  const stopping = earlyStopping?.metric;
  return [
    ...(stopping ? [{ path: ["training", "earlyStopping", "metric"], metric: stopping }] : []),
    ...(bestMetric && bestMetric !== stopping ? [{ path: ["training", "bestMetric"], metric: bestMetric }] : []),
  ];
}

export function checkMetric(config: ResolvedConfig, task: TaskName | undefined): Diagnostic[] {
  if (!task) return [];
  return watched(config)
    .filter(({ metric }) => !metrics[metric].tasks.includes(task))
    .map(({ path, metric }) => report("metric-task", path, { task, metric, metrics: metricsOfTask(task) }));
}
