/** Whether what early stopping watches, or chooses the best epoch, is there for what is learned. */
import { metrics, metricsOfTask, needsValidation } from "../../../core/metricRegistry";
import type { MetricName, TaskName } from "../../../core/names";
import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, type Path, report, setTo } from "../finding";

/** Formats whose labels are classes. */
const ofClasses = new Set<DataConfig["format"]>(["builtin", "idx", "images"]);

/** What is learned, where the config alone tells it. */
export function taskOf({ task, format }: DataConfig): TaskName | undefined {
  return task ?? (ofClasses.has(format) ? "classification" : undefined);
}

/** What is watched, by the key that says so; what several keys name is there once. */
export function watched({
  training: { earlyStopping, bestMetric, metrics: more = [] },
}: ResolvedConfig): { path: Path; metric: MetricName }[] {
  const named = [
    { path: ["training", "earlyStopping", "metric"], metric: earlyStopping?.metric },
    { path: ["training", "bestMetric"], metric: bestMetric },
    ...more.map((metric, i) => ({ path: ["training", "metrics", i], metric })),
  ];
  return named.flatMap(({ path, metric }, i) => {
    const isFirst = metric !== undefined && named.findIndex((other) => other.metric === metric) === i;
    return isFirst ? [{ path, metric }] : [];
  });
}

/** Of those that are only measured: nothing is decided by them. */
export const isListed = ({ path }: { path: Path }) => path[1] === "metrics";

export function checkMetric(config: ResolvedConfig, task: TaskName | undefined): Diagnostic[] {
  if (!task) return [];
  return watched(config)
    .filter(({ metric }) => !metrics[metric].tasks.includes(task))
    .map((each) => {
      const { path, metric } = each;
      const fix = isListed(each) ? { ...leaveOut(path), title: `Remove "${metric}"` } : leaveOut(path);
      return report("metric-task", path, { task, metric, metrics: metricsOfTask(task) }, fix);
    });
}

/** What is listed to be measured on validation examples, where there are none. */
export function checkMetricsValidation(config: ResolvedConfig): Diagnostic[] {
  const aFifth = setTo(["data", "validation"], { fraction: 0.2 });
  return watched(config)
    .filter((each) => isListed(each) && needsValidation(each.metric))
    .map(({ path, metric }) => report("metrics-validation", path, { metric }, aFifth));
}
