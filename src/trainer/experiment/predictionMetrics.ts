/** Metrics that are computed from the predictions of a whole set, as scikit-learn computes them. */
import type { Examples } from "../../core/backend";
import type { WatchedOnly } from "../../core/metricRegistry";
import { areaUnderRoc, balancedAccuracyOf, type Confusion, f1Of, mean } from "../../core/scores";
import type { Dataset } from "../../data/dataset";
import { confusionMatrix, ofLabel } from "./predictions";

/** Activations of an output layer [count, outputs] for a set of examples, and the correct answers. */
export interface Predicted {
  readonly dataset: Pick<Dataset, "task" | "classNames" | "targets">;
  readonly examples: Pick<Examples, "count" | "outputs" | "targets">;
  readonly z: Float32Array;
}

/** Confusion matrices, counted once for all metrics that need them. */
type Confusions = () => readonly Confusion[];

/** Metrics by name; NaN if these examples do not define the metric. */
const computed: { readonly [Name in WatchedOnly]: (of: Predicted, confusions: Confusions) => number } = {
  // For multi-label data the mean over the labels, with 1 as the positive class of each.
  validationF1: (_, confusions) => mean(confusions().map(f1Of)),
  validationAuc: auc,
  validationBalancedAccuracy: (_, confusions) => balancedAccuracyOf(confusions()[0]),
  validationMae: meanAbsoluteError,
};

/** @returns the requested metrics that these examples define */
export function predictionMetrics(
  names: readonly WatchedOnly[],
  predicted: Predicted,
): { [Name in WatchedOnly]?: number } {
  let counted: Confusion[] | undefined;
  const confusions = () => {
    counted ??= confusionsOf(predicted);
    return counted;
  };
  const values = names.map((name) => [name, computed[name](predicted, confusions)] as const);
  return Object.fromEntries(values.filter(([, value]) => !Number.isNaN(value)));
}

/** Returns one matrix for a classification, one per label for multi-label data. */
function confusionsOf({ dataset, examples, z }: Predicted): Confusion[] {
  if (dataset.task === "classification") return [confusionMatrix(z, examples, dataset.classNames?.length ?? 0)];
  return Array.from({ length: examples.outputs }, (_, label) => {
    const own = ofLabel(z, examples, label);
    return confusionMatrix(own.z, own.examples, 2);
  });
}

/** Returns the AUC of the second of two classes, or the mean over classes or labels, each against the rest. */
function auc({ dataset, examples, z }: Predicted): number {
  const { count, outputs, targets } = examples;
  const against = (column: number, isPositive: (i: number) => boolean) =>
    areaUnderRoc(count, (i) => z[i * outputs + column], isPositive);
  const columns = Array.from({ length: outputs }, (_, column) => column);
  if (dataset.task === "multi-label") {
    return mean(columns.map((label) => against(label, (i) => targets[i * outputs + label] > 0.5)));
  }
  if (outputs <= 2) return against(outputs - 1, (i) => targets[i] === 1);
  return mean(columns.map((label) => against(label, (i) => targets[i] === label)));
}

/** Returns the mean absolute error in the target's unit; of several targets in standard deviations of each, as RMSE. */
function meanAbsoluteError({ dataset, examples, z }: Predicted): number {
  const { targets } = examples;
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.abs(z[i] - targets[i]);
  const factor = dataset.targets?.length === 1 ? dataset.targets[0].factor : 1;
  return sum / z.length / factor;
}
