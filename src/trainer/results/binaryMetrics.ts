/** Metrics of two classes; the second one counts as positive. */

export interface BinaryMetrics {
  /** Share of the examples predicted positive that are positive; 0 where none is predicted positive. */
  precision: number;
  /** Share of the positive examples that are predicted positive. */
  recall: number;
  /** Harmonic mean of both. */
  f1: number;
  /** Area under the ROC curve: how likely a positive example scores higher than a negative one; ties count half. */
  auc: number;
}

/**
 * @param z activations of the output layer [count, outputs]: of one unit, or of one per class
 * @param confusion [actual][predicted]
 */
export function binaryMetrics(z: Float32Array, classes: ArrayLike<number>, confusion: number[][]): BinaryMetrics {
  const [[, falsePositives], [falseNegatives, truePositives]] = confusion;
  const precision = share(truePositives, truePositives + falsePositives);
  const recall = share(truePositives, truePositives + falseNegatives);
  return { precision, recall, f1: share(2 * precision * recall, precision + recall), auc: areaUnderRoc(z, classes) };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Mann and Whitney's U divided by the product of the class sizes, from ranks. NaN where a class has no example. */
function areaUnderRoc(z: Float32Array, classes: ArrayLike<number>): number {
  const outputs = z.length / classes.length;
  const scored = Array.from(classes, (label, i) => ({ label, score: z[(i + 1) * outputs - 1] }));
  scored.sort((a, b) => a.score - b.score);
  let below = 0;
  let u = 0;
  for (let start = 0; start < scored.length; ) {
    let end = start;
    const tied = [0, 0];
    while (end < scored.length && scored[end].score === scored[start].score) tied[scored[end++].label]++;
    u += tied[1] * (below + tied[0] / 2);
    below += tied[0];
    start = end;
  }
  return u / (below * (scored.length - below));
}
