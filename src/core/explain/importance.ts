/**
 * Permutation importance (Breiman 2001), as scikit-learn's `permutation_importance`: how much the score falls when the
 * values of a column change places among the examples, so that they say nothing about their example.
 */
import { shuffled } from "../order";
import { RandomStream } from "../random";

/** A column, and its inputs: a category has several. */
export interface InputColumn {
  readonly name: string;
  /** Index of the first input. */
  readonly from: number;
  readonly width: number;
}

export interface Importance {
  readonly name: string;
  /** Mean fall of the score, over the permutations. */
  readonly mean: number;
  /** Standard deviation of the falls (divided by their number). */
  readonly deviation: number;
  /** Fall of the score by each permutation. */
  readonly falls: readonly number[];
}

/** Returns permutations of 0 … count − 1; all columns use the same ones, as in scikit-learn. */
export const permutationsOf = (count: number, repeats: number, seed: number): Uint32Array[] =>
  Array.from({ length: repeats }, (_, repeat) =>
    shuffled(count, new RandomStream(seed, "importance", { batch: repeat })),
  );

/**
 * @param values [count, inputs]; restored after every permutation
 * @param orders permutations of the examples
 * @param score returns the score of the network on these values; larger is better
 */
export async function permutationImportance(
  values: Float32Array,
  columns: readonly InputColumn[],
  orders: readonly Uint32Array[],
  score: (values: Float32Array) => Promise<number>,
): Promise<{ score: number; columns: Importance[] }> {
  const whole = await score(values);
  const permuted = values.slice();
  const found: Importance[] = [];
  for (const column of columns) {
    const falls: number[] = [];
    for (const order of orders) {
      // A constant column cannot change the score.
      const changed = permute(values, permuted, column, order);
      falls.push(changed ? whole - (await score(permuted)) : 0);
    }
    restore(values, permuted, column, orders[0]?.length ?? 0);
    const mean = falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
    const deviation = Math.sqrt(falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0) / falls.length);
    found.push({ name: column.name, mean, deviation, falls });
  }
  return { score: whole, columns: found };
}

/** Gives each example the column's inputs of another one; returns whether any value differs. */
function permute(values: Float32Array, into: Float32Array, { from, width }: InputColumn, order: Uint32Array): boolean {
  const inputs = values.length / order.length;
  let changed = false;
  for (let i = 0; i < order.length; i++) {
    for (let j = from; j < from + width; j++) {
      const value = values[order[i] * inputs + j];
      into[i * inputs + j] = value;
      if (value !== values[i * inputs + j]) changed = true;
    }
  }
  return changed;
}

function restore(values: Float32Array, into: Float32Array, { from, width }: InputColumn, count: number): void {
  const inputs = values.length / count;
  for (let i = 0; i < count; i++) {
    for (let j = i * inputs + from; j < i * inputs + from + width; j++) into[j] = values[j];
  }
}
