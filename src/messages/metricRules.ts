/** Lint messages about watched metrics that cannot be measured or are not meaningful; see docs/lint.md. */
import { lintOf } from "./message";

const error = lintOf("error");
const warning = lintOf("warning");

/** What validation examples lack: classes, or one of the values of labels. */
type Lacking = {
  metric: string;
  task: string;
  names: readonly string[];
  unseenFolds?: { lacking: number; folds: number };
};

const lack = ({ task, names, unseenFolds }: Omit<Lacking, "metric">) => {
  const where = unseenFolds ? `in ${unseenFolds.lacking} of ${unseenFolds.folds} folds ` : "";
  return task === "multi-label"
    ? `${where}all validation examples are alike in ${names.join(unseenFolds ? " or " : ", ")}`
    : `${where}no validation example is of ${names.join(unseenFolds ? " or " : ", ")}`;
};

export const metricRuleMessages = {
  "best-metric-validation": error<{ metric: string }>(
    ({ metric }) =>
      `there are no validation examples to measure ${metric} on; add "validation" to data, or choose by "cost"`,
  ),
  "best-metric-validation/empty": error<{ metric: string }>(
    ({ metric }) => `no validation examples are left to measure ${metric} on; hold out more, or choose by "cost"`,
  ),
  "metrics-validation": error<{ metric: string }>(
    ({ metric }) =>
      `there are no validation examples to measure ${metric} on; add "validation" to data, or leave it out`,
  ),
  "r2-examples": error(
    () => "R² needs two validation examples, and there is one; hold out more, or use validationRmse",
  ),
  "metric-task": error<{ task: string; metric: string; metrics: readonly string[] }>(
    ({ task, metric, metrics }) =>
      `${task === "multi-label" ? "multi-label data" : `a ${task}`} has no ${metric}; use one of ${metrics.join(", ")}`,
  ),
  "metric-undefined": error<Lacking>(
    ({ metric, ...lacking }) => `${metric} is undefined: ${lack(lacking)}; hold out others, or watch another metric`,
  ),
  "metric-classes": warning<Lacking>(
    ({ metric, ...lacking }) => `${metric} is left out: ${lack(lacking)}; hold out others`,
  ),
  "metric-classes/zero": warning<Lacking>(
    ({ metric, ...lacking }) => `${metric} is 0 in every epoch: ${lack(lacking)}; hold out others`,
  ),
  "metric-classes/partial": warning<Lacking>(
    ({ metric, ...lacking }) => `${metric} leaves some out: ${lack(lacking)}; hold out others`,
  ),
};
