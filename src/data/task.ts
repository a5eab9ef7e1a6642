/** What is learned: classes, labels or quantities. The config says it, or cost and labels tell it. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { TaskName } from "../core/names";
import type { Goal } from "./source";

interface LabelFacts {
  /** More than one number per example. */
  several: boolean;
  numeric: boolean;
  /** Several columns of nothing but 0 and 1. */
  binary?: boolean;
  /** Binary, with a single 1 in every row. */
  oneHot?: boolean;
  /** All are whole numbers, and few enough to be classes. */
  whole: boolean;
  /** The config says from where the classes of a table are counted. */
  numbered?: boolean;
}

/** Throws a NetworkError of kind "config" where these labels cannot be learned so. */
export function taskOfLabels(data: DataConfig, { cost, activation }: Goal, labels: LabelFacts): TaskName {
  if (labels.numbered && labels.several) throw new NetworkError("labels-start/columns", {});
  const task = data.task ?? guess(data, cost, activation, labels);
  if (labels.numbered && task !== "classification") throw new NetworkError("labels-start/task", { task });
  switch (task) {
    case "regression":
      if (!labels.numeric) throw new NetworkError("task-labels/text", {});
      if (cost === "cross-entropy") throw new NetworkError("task-output", {});
      break;
    case "classification":
      if (labels.several && !labels.oneHot) {
        throw new NetworkError(labels.binary ? "task-labels/multi-label" : "task-labels/several", {});
      }
      break;
    case "multi-label":
      if (!labels.several || !labels.binary) throw new NetworkError("task-labels/binary", {});
      if (activation !== undefined && activation !== "sigmoid") {
        throw new NetworkError("task-output/multi-label", { activation });
      }
  }
  return task;
}

/**
 * Cross-entropy and softmax mean classes; with the quadratic cost, integer labels are classes for sigmoid or tanh
 * outputs. Rows with a single 1 are classes whatever the cost, and other rows of 0 and 1 are labels with cross-entropy.
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
