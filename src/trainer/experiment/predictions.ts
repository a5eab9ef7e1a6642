/** What the activations of an output layer say: which class, and how sure. */

/** The class that a row of z [count, outputs] is taken for: with one unit 1 above a half, else the largest. */
export function classOf(z: Float32Array, i: number, outputs: number): number {
  if (outputs === 1) return Number(z[i] > 0.5);
  const row = z.subarray(i * outputs, (i + 1) * outputs);
  return row.indexOf(Math.max(...row));
}

/** One number for each class: of one unit, that of the second class and what is left of 1. */
export function perClass(z: Float32Array, i: number, outputs: number): Float32Array {
  return outputs === 1 ? Float32Array.of(1 - z[i], z[i]) : z.slice(i * outputs, (i + 1) * outputs);
}

/** @returns how many examples of class [row] the network takes for class [column] */
export function confusionOf(
  z: Float32Array,
  { count, outputs, targets }: { count: number; outputs: number; targets: ArrayLike<number> },
  classes: number,
): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < count; i++) confusion[targets[i]][classOf(z, i, outputs)]++;
  return confusion;
}

export interface Filter {
  /** Class of the example; null: any. */
  actual: number | null;
  /** Class that it is taken for; null: any. Both null: wrong answers alone. */
  predicted: number | null;
  order: "surest" | "least-sure" | "stored";
}

/** Places of the examples that pass, in the wanted order. */
export function chosenExamples(
  z: Float32Array,
  { count, outputs, targets }: { count: number; outputs: number; targets: ArrayLike<number> },
  { actual, predicted, order }: Filter,
): number[] {
  const chosen: number[] = [];
  const sure = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const answer = classOf(z, i, outputs);
    const passes =
      actual === null && predicted === null
        ? answer !== targets[i]
        : (actual === null || targets[i] === actual) && (predicted === null || answer === predicted);
    if (!passes) continue;
    chosen.push(i);
    sure.set(i, perClass(z, i, outputs)[answer]);
  }
  if (order === "stored") return chosen;
  const sign = order === "surest" ? 1 : -1;
  return chosen.sort((a, b) => sign * ((sure.get(b) ?? 0) - (sure.get(a) ?? 0)) || a - b);
}
