/** The task: classification, multi-label or regression, from the config or from cost and labels. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { TaskName } from "../core/names";
import type { Goal } from "./source";

interface LabelFacts {
  /** More than one number per example. */
  several: boolean;
  numeric: boolean;
  /** Several columns that contain only 0 and 1. */
  binary?: boolean;
  /** Binary, with a single 1 in every row. */
  oneHot?: boolean;
  /** Only integers, few enough to be classes. */
  whole: boolean;
  /** True if the config sets the number of the first class of a table. */
  numbered?: boolean;
}

/** Throws a NetworkError of kind "config" if the labels do not fit the task. */
export function taskOfLabels(data: DataConfig, { cost, activation }: Goal, labels: LabelFacts): TaskName {
  if (labels.numbered && labels.several) throw new NetworkError("labels-start/columns", {});
  const task = data.task ?? guess(data, cost, activation, labels);
  if (labels.numbered && task !== "classification") throw new NetworkError("labels-start/task", { task });
  switch (task) {
    case "regression":
      if (!labels.numeric) throw new NetworkError("task-labels/text", {});
      if (cost === "cross-entropy") throw new NetworkError("task-output/regression", {});
      break;
    case "classification":
      if (labels.several && !labels.oneHot) {
        throw new NetworkError(labels.binary ? "task-labels/multi-label" : "task-labels/several", {});
      }
      break;
    case "multi-label":
      if (!labels.several || !labels.binary) throw new NetworkError("task-labels/binary", {});
      if (activation !== undefined && activation !== "sigmoid") {
        throw new NetworkError("task-output/several-labels", { activation });
      }
  }
  return task;
}

/**
 * Guesses the task. Cross-entropy and softmax mean classes; with the quadratic cost, integers are classes for sigmoid
 * or tanh outputs. Rows with a single 1 are classes for any cost, other rows of 0 and 1 labels for cross-entropy.
 */
function guess(data: DataConfig, cost: Goal["cost"], activation: Goal["activation"], labels: LabelFacts): TaskName {
  if (labels.oneHot) return "classification";
  if (labels.several) return labels.binary && cost !== "quadratic" ? "multi-label" : "regression";
  if (data.classNames || data.classWeights || labels.numbered) return "classification";
  if (!labels.numeric || cost === "cross-entropy" || activation === "softmax") return "classification";
  if (cost === undefined) return labels.whole ? "classification" : "regression";
  const isBounded = activation === "sigmoid" || activation === "tanh";
  return isBounded && labels.whole ? "classification" : "regression";
}
