/** Metrics of multi-label data: of each label, and of all labels of an example together. */
import type { Examples } from "../../core/backend";
import type { Target } from "../../data/dataset";
import { confusionMatrix, ofLabel } from "../experiment/predictions";
import { type BinaryMetrics, binaryMetrics } from "./binaryMetrics";

/** Metrics of one label; 1 is the positive class. */
export interface LabelMetrics extends BinaryMetrics {
  name: string;
  /** Share of the examples for which the label is predicted correctly. */
  accuracy: number;
  /** Counts of examples [actual][predicted] for 0 and 1. */
  confusion: number[][];
}

/**
 * Returns the metrics; a label is predicted if its output is above 0.5.
 * @param z activations of the output layer [count, labels]
 */
export function labelMetrics(
  z: Float32Array,
  examples: Examples,
  labels: readonly Target[],
): { exactMatch: number; labels: LabelMetrics[] } {
  const { count, outputs, targets } = examples;
  let matches = 0;
  for (let i = 0; i < count; i++) {
    let wrong = 0;
    for (let j = i * outputs; j < (i + 1) * outputs; j++) wrong += Number(z[j] > 0.5 !== targets[j] > 0.5);
    if (wrong === 0) matches++;
  }
  return {
    exactMatch: matches / count,
    labels: labels.map(({ name }, label) => {
      const own = ofLabel(z, examples, label);
      const confusion = confusionMatrix(own.z, own.examples, 2);
      const accuracy = (confusion[0][0] + confusion[1][1]) / count;
      return { name, accuracy, ...binaryMetrics(own.z, own.examples.targets, confusion), confusion };
    }),
  };
}
