/** Predictions from the activations of an output layer: the class and its confidence. */
import type { Examples } from "../../core/backend";

/**
 * Returns the predicted class of row i of z [count, outputs]: with one unit 1 above 0.5, else the largest output's.
 * −1 if an output is NaN.
 */
export function predictedClass(z: Float32Array, i: number, outputs: number): number {
  if (outputs === 1) return Number(z[i] > 0.5);
  const from = i * outputs;
  let largest = 0;
  for (let j = 0; j < outputs; j++) {
    if (Number.isNaN(z[from + j])) return -1;
    if (z[from + j] > z[from + largest]) largest = j;
  }
  return largest;
}

/** Returns one label of multi-label data as a binary classification with one unit: 1 above 0.5. */
export function ofLabel<Of extends Pick<Examples, "count" | "outputs" | "targets">>(
  z: Float32Array,
  examples: Of,
  label: number,
): { z: Float32Array; examples: Of } {
  const { count, outputs, targets } = examples;
  return {
    z: Float32Array.from({ length: count }, (_, i) => z[i * outputs + label]),
    examples: {
      ...examples,
      outputs: 1,
      targets: Int32Array.from({ length: count }, (_, i) => targets[i * outputs + label]),
    },
  };
}

/** Returns one score per class: the outputs; for a single unit 1 − z and z. */
export function classScores(z: Float32Array, i: number, outputs: number): Float32Array {
  return outputs === 1 ? Float32Array.of(1 - z[i], z[i]) : z.slice(i * outputs, (i + 1) * outputs);
}

/** @returns [actual][predicted]: number of examples of each class that are predicted as each class */
export function confusionMatrix(
  z: Float32Array,
  { count, outputs, targets }: { count: number; outputs: number; targets: ArrayLike<number> },
  classes: number,
): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < count; i++) confusion[targets[i]][predictedClass(z, i, outputs)]++;
  return confusion;
}

export interface ExampleFilter {
  /** Actual class; null: any. */
  actual: number | null;
  /** Predicted class; null: any. Both null: only wrong predictions. */
  predicted: number | null;
  order: "surest" | "least-sure" | "stored";
}

/** Returns the indices of the examples that match the filter, sorted. */
export function filteredExamples(
  z: Float32Array,
  { count, outputs, targets }: { count: number; outputs: number; targets: ArrayLike<number> },
  { actual, predicted, order }: ExampleFilter,
): number[] {
  const chosen: number[] = [];
  const confidence = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const prediction = predictedClass(z, i, outputs);
    const matches =
      actual === null && predicted === null
        ? prediction !== targets[i]
        : (actual === null || targets[i] === actual) && (predicted === null || prediction === predicted);
    if (!matches) continue;
    chosen.push(i);
    confidence.set(i, classScores(z, i, outputs)[prediction]);
  }
  if (order === "stored") return chosen;
  const sign = order === "surest" ? 1 : -1;
  return chosen.sort((a, b) => sign * ((confidence.get(b) ?? 0) - (confidence.get(a) ?? 0)) || a - b);
}
