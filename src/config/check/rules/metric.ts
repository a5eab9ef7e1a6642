/** Whether what early stopping watches is there for what is learned. */

import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, report } from "../finding";

type Task = NonNullable<DataConfig["task"]>;

/** What is learned, where the config alone tells it. */
export function taskOf({ task, format }: DataConfig): Task | undefined {
  return task ?? (format === "csv" || format === "npz" || format === "pickle" ? undefined : "classification");
}

export function checkMetric({ training }: ResolvedConfig, task: Task | undefined): Diagnostic[] {
  const metric = training.earlyStopping?.metric;
  const ofRegression = metric === "validationRmse" || metric === "validationR2";
  if (!metric || metric === "cost" || metric === "validationCost" || !task) return [];
  if (ofRegression === (task === "regression")) return [];
  const known = task === "regression" ? ["validationRmse", "validationR2"] : ["validationAccuracy"];
  const metrics = [...known, "validationCost", "cost"];
  return [report("metric-task", ["training", "earlyStopping", "metric"], { task, metric, metrics })];
}
