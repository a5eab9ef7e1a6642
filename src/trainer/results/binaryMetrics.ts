/** How well the second of two classes is found. */

export interface BinaryFigures {
  /** Share of the examples taken for the second class that are of it; 0 where none is taken for it. */
  precision: number;
  /** Share of the second class's examples that are taken for it. */
  recall: number;
  /** Harmonic mean of both. */
  f1: number;
  /** How likely an example of the second class gets a larger output than one of the first; ties count half. */
  auc: number;
}

/**
 * @param z activations of the output layer [count, outputs]: of one unit, or of one per class
 * @param confusion [class][answer]
 */
export function binaryFigures(z: Float32Array, classes: ArrayLike<number>, confusion: number[][]): BinaryFigures {
  const [[, wrong], [missed, found]] = confusion;
  const precision = share(found, found + wrong);
  const recall = share(found, found + missed);
  return { precision, recall, f1: share(2 * precision * recall, precision + recall), auc: areaUnderRoc(z, classes) };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Mann and Whitney's U over the product of the class sizes, from the ranks of the scores. NaN where a class has no example. */
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
