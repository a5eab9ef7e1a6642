/** Metrics of two classes; the second class is the positive one. */
import { areaUnderRoc, type ClassScores, scoresOfClass } from "../../core/scores";

export interface BinaryMetrics extends ClassScores {
  /** Area under the ROC curve: P(a positive example scores higher than a negative one); ties count half. */
  auc: number;
}

/**
 * @param z activations of the output layer [count, outputs]: one unit, or one per class
 * @param confusion counts [actual][predicted]
 */
export function binaryMetrics(z: Float32Array, classes: ArrayLike<number>, confusion: number[][]): BinaryMetrics {
  const count = classes.length;
  const outputs = z.length / count;
  const auc = areaUnderRoc(
    count,
    (i) => z[(i + 1) * outputs - 1],
    (i) => classes[i] === 1,
  );
  return { ...scoresOfClass(confusion, 1), auc };
}
