/** Checks that the metrics of early stopping and of the best epoch exist for the task. */
import { metrics, metricsOfTask, needsValidation } from "../../../core/metricRegistry";
import type { MetricName, TaskName } from "../../../core/names";
import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, type Path, report, setTo, titled } from "../finding";

/** Formats whose labels are classes. */
const ofClasses = new Set<DataConfig["format"]>(["builtin", "idx", "images"]);

/** Returns the task if the config alone determines it. */
export function taskOf({ task, format }: DataConfig): TaskName | undefined {
  return task ?? (ofClasses.has(format) ? "classification" : undefined);
}

/** Returns the watched metrics with the paths of their keys, each metric once. */
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

/** Returns true for metrics that are only measured, without an effect on the training. */
export const isListed = ({ path }: { path: Path }) => path[1] === "metrics";

export function checkMetric(config: ResolvedConfig, task: TaskName | undefined): Diagnostic[] {
  if (!task) return [];
  return watched(config)
    .filter(({ metric }) => !metrics[metric].tasks.includes(task))
    .map((each) => {
      const { path, metric } = each;
      const fix = isListed(each) ? { ...leaveOut(path), ...titled("Remove {0}", `"${metric}"`) } : leaveOut(path);
      return report("metric-task", path, { task, metric, metrics: metricsOfTask(task) }, fix);
    });
}

/** Reports listed metrics that need validation examples, when there are none. */
export function checkMetricsValidation(config: ResolvedConfig): Diagnostic[] {
  const aFifth = setTo(["data", "validation"], { fraction: 0.2 });
  return watched(config)
    .filter((each) => isListed(each) && needsValidation(each.metric))
    .map(({ path, metric }) => report("metrics-validation", path, { metric }, aFifth));
}
