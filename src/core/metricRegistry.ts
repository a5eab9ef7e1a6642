/**
 * What can be measured after an epoch: one entry per metric says all that anyone needs to know of it. The names
 * themselves, which are fields of the epoch event, stand in ./names.ts.
 */
import { type MetricName, metricNames, type TaskName } from "./names";

/** What a metric is computed from; the cost of training comes from the epoch itself and needs nothing. */
type MetricNeed =
  /** The sums that `measure` makes over the validation examples. */
  | "sums"
  /** What the network gives for every validation example. */
  | "predictions"
  /** The classes, labels or targets of the validation examples. */
  | "labels";

export interface Metric {
  /** Heads a column or a curve. */
  readonly title: string;
  /** Stands beside a value where there is little room. */
  readonly short: string;
  readonly format: "percent" | "number";
  readonly largerIsBetter: boolean;
  readonly tasks: readonly TaskName[];
  readonly needs: readonly MetricNeed[];
  /** One or two sentences for completion and hover. */
  readonly description: string;
}

const withClasses: readonly TaskName[] = ["classification", "multi-label"];
const every: readonly TaskName[] = [...withClasses, "regression"];

/** In this order lists of runs put those of different metrics one after the other. */
export const metrics: { readonly [Name in MetricName]: Metric } = {
  validationAccuracy: {
    title: "Validation accuracy",
    short: "validation",
    format: "percent",
    largerIsBetter: true,
    tasks: withClasses,
    needs: ["sums"],
    description: "The share of validation examples that are classified correctly: for a classification.",
  },
  validationR2: {
    title: "Validation R²",
    short: "R²",
    format: "number",
    largerIsBetter: true,
    tasks: ["regression"],
    needs: ["sums", "labels"],
    description: "Explained share of the targets' variance on the validation examples: for a regression.",
  },
  validationCost: {
    title: "Validation cost",
    short: "cost",
    format: "number",
    largerIsBetter: false,
    tasks: every,
    needs: ["sums"],
    description: "The cost on the validation examples: notices answers that grow less certain before they are wrong.",
  },
  validationRmse: {
    title: "Validation RMSE",
    short: "RMSE",
    format: "number",
    largerIsBetter: false,
    tasks: ["regression"],
    needs: ["sums"],
    description: "Root of the mean squared error on the validation examples, in the targets' units: for a regression.",
  },
  cost: {
    title: "Training cost",
    short: "training cost",
    format: "number",
    largerIsBetter: false,
    tasks: every,
    needs: [],
    description: "The cost on the training examples: needs no validation examples, and cannot see overfitting.",
  },
};

/** What counts where a config names nothing: the first of these that an epoch has. */
export const usualMetrics: readonly MetricName[] = ["validationAccuracy", "validationRmse", "validationCost"];

/** Of a name that comes from a file; undefined: it is none of ours, as "epoch" where nothing was validated. */
export const metricOf = (name: string): Metric | undefined => (isMetricName(name) ? metrics[name] : undefined);

export const isMetricName = (name: string): name is MetricName => Object.hasOwn(metrics, name);

export const largerIsBetter = (name: MetricName): boolean => metrics[name].largerIsBetter;

/** Those that a task has, in the order in which configs list them. */
export const metricsOfTask = (task: TaskName): MetricName[] =>
  metricNames.filter((name) => metrics[name].tasks.includes(task));

/** Whether it is measured on the validation examples. */
export const needsValidation = (name: MetricName): boolean => metrics[name].needs.length > 0;
