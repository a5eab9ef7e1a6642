/**
 * The metrics that can be measured after an epoch, with one entry per metric. Their names, which are fields of the
 * epoch event, are in ./names.ts.
 */
import { type MetricName, metricNames, type TaskName } from "./names";

/** What a metric is computed from; the training cost comes with the epoch and needs nothing. */
type MetricNeed =
  /** The sums of `measure` over the validation examples. */
  | "sums"
  /** The network's predictions for all validation examples. */
  | "predictions"
  /** The classes, labels or targets of the validation examples. */
  | "labels";

export interface Metric {
  /** Title of a column or a curve. */
  readonly title: string;
  /** Abbreviation shown beside a value where space is limited. */
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

const entries = {
  validationAccuracy: {
    title: "Validation accuracy",
    short: "validation",
    format: "percent",
    largerIsBetter: true,
    tasks: withClasses,
    needs: ["sums"],
    description: "The share of validation examples that are classified correctly: for a classification.",
  },
  validationBalancedAccuracy: {
    title: "Validation balanced accuracy",
    short: "balanced accuracy",
    format: "percent",
    largerIsBetter: true,
    tasks: ["classification"],
    needs: ["predictions", "labels"],
    description:
      "The mean of the classes' recalls on the validation examples: rare classes count as much as common ones. " +
      "For a classification.",
  },
  validationF1: {
    title: "Validation F1",
    short: "F1",
    format: "number",
    largerIsBetter: true,
    tasks: withClasses,
    needs: ["predictions", "labels"],
    description:
      "Harmonic mean of precision and recall on the validation examples: of two classes the second one's, else the " +
      "mean over classes or labels. For a classification.",
  },
  validationAuc: {
    title: "Validation AUC",
    short: "AUC",
    format: "number",
    largerIsBetter: true,
    tasks: withClasses,
    needs: ["predictions", "labels"],
    description:
      "Area under the ROC curve on the validation examples: of several classes or labels the mean, each against the " +
      "rest. Every class must be among them. For a classification.",
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
    description:
      "The cost on the validation examples: rises when predictions become less confident, before they become wrong.",
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
  validationMae: {
    title: "Validation MAE",
    short: "MAE",
    format: "number",
    largerIsBetter: false,
    tasks: ["regression"],
    needs: ["predictions", "labels"],
    description:
      "Mean absolute error on the validation examples, in the targets' units: outliers weigh less than in the RMSE. " +
      "For a regression.",
  },
  cost: {
    title: "Training cost",
    short: "training cost",
    format: "number",
    largerIsBetter: false,
    tasks: every,
    needs: [],
    description: "The cost on the training examples: needs no validation examples, but does not show overfitting.",
  },
} satisfies { readonly [Name in MetricName]: Metric };

/** All metrics, in the order in which lists of runs sort runs of different metrics. */
export const metrics: { readonly [Name in MetricName]: Metric } = entries;

/** Metrics that are computed only when a config watches them, because they need every prediction. */
export type WatchedOnly = {
  [Name in MetricName]: "predictions" extends (typeof entries)[Name]["needs"][number] ? Name : never;
}[MetricName];

/** The metrics used when a config names none: the first of these that an epoch has. */
export const usualMetrics: readonly MetricName[] = ["validationAccuracy", "validationRmse", "validationCost"];

/** Returns the metric of a name read from a file; undefined for other names, such as "epoch" without validation. */
export const metricOf = (name: string): Metric | undefined => (isMetricName(name) ? metrics[name] : undefined);

export const isMetricName = (name: string): name is MetricName => Object.hasOwn(metrics, name);

export const largerIsBetter = (name: MetricName): boolean => metrics[name].largerIsBetter;

/** Returns the metrics of a task, in the order in which configs list them. */
export const metricsOfTask = (task: TaskName): MetricName[] =>
  metricNames.filter((name) => metrics[name].tasks.includes(task));

export const isWatchedOnly = (name: MetricName): name is WatchedOnly => metrics[name].needs.includes("predictions");

export const watchedOnly: readonly WatchedOnly[] = metricNames.filter(isWatchedOnly);

/** Returns true if the metric is measured on the validation examples. */
export const needsValidation = (name: MetricName): boolean => metrics[name].needs.length > 0;
