/** What is learned: classes or quantities. The config says it, or cost and labels tell it. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { Goal } from "./source";

export type Task = NonNullable<DataConfig["task"]>;

interface LabelFacts {
  /** More than one number per example. */
  several: boolean;
  numeric: boolean;
  /** Several columns of nothing but 0 and 1. */
  binary?: boolean;
  /** All are whole numbers, and few enough to be classes. */
  whole: boolean;
}

/** Throws a NetworkError of kind "config" where these labels cannot be learned so. */
export function taskOfLabels(data: DataConfig, { cost, activation }: Goal, labels: LabelFacts): Task {
  const task = data.task ?? guess(data, cost, activation, labels);
  if (task === "regression") {
    if (!labels.numeric) {
      throw new NetworkError("task-labels/text", {});
    }
    if (cost === "cross-entropy") {
      throw new NetworkError(labels.binary ? "task-output/several" : "task-output", {});
    }
  }
  if (task === "classification" && labels.several) {
    throw new NetworkError("task-labels/several", {});
  }
  return task;
}

/**
 * Cross-entropy and softmax mean classes; with the quadratic cost, integer labels are classes for sigmoid or tanh
 * outputs.
 */
function guess(data: DataConfig, cost: Goal["cost"], activation: Goal["activation"], labels: LabelFacts): Task {
  if (labels.several) return "regression";
  if (data.classNames || data.classWeights) return "classification";
  if (!labels.numeric || cost === "cross-entropy" || activation === "softmax") return "classification";
  if (cost === undefined) return labels.whole ? "classification" : "regression";
  const isBounded = activation === "sigmoid" || activation === "tanh";
  return isBounded && labels.whole ? "classification" : "regression";
}
