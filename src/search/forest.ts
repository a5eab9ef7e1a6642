/**
 * A random forest of regression trees (Breiman, Random Forests, 2001), as its leaves: the part of the unit cube that
 * each covers, and its prediction. Every tree is fully grown on a bootstrap sample, with all columns tried at each
 * split, as in scikit-learn's RandomForestRegressor.
 */
import { RandomStream } from "../core/random";

/** A column of numbers in [0, 1], or of indices of this many choices. */
export type Column = { readonly values: readonly number[]; readonly choices: number | undefined };

/** An interval of a numeric column, or the remaining choices of a column of choices. */
export type Side = readonly [number, number] | ReadonlySet<number>;

export interface Leaf {
  readonly prediction: number;
  /** One side per column. */
  readonly sides: readonly Side[];
}

export function isInterval(side: Side): side is readonly [number, number] {
  return Array.isArray(side);
}

const deepest = 64;

/** Returns the leaves of a tree. `seed` and the tree's number determine the bootstrap sample. */
export function treeOf(columns: readonly Column[], targets: readonly number[], tree: number, seed: number): Leaf[] {
  const whole = columns.map(({ choices }): Side => (choices === undefined ? [0, 1] : new Set(Array(choices).keys())));
  const random = new RandomStream(seed, "search", { epoch: 2, batch: tree });
  const sample = targets.map((_target, i) => Math.floor(random.uniform(i) * targets.length));
  const leaves: Leaf[] = [];
  grow(sample, whole, 0);
  return leaves;

  function grow(rows: readonly number[], sides: readonly Side[], depth: number): void {
    const split = depth < deepest ? bestSplit(columns, targets, rows) : undefined;
    if (!split) {
      leaves.push({ prediction: rows.reduce((sum, row) => sum + targets[row], 0) / rows.length, sides });
      return;
    }
    const [left, right] = halves(sides[split.column], split);
    grow(
      rows.filter((row) => isLeft(columns, split, row)),
      sides.with(split.column, left),
      depth + 1,
    );
    grow(
      rows.filter((row) => !isLeft(columns, split, row)),
      sides.with(split.column, right),
      depth + 1,
    );
  }
}

/** A split; the left side has the numbers up to `at`, or the choice `at` alone. */
interface Split {
  readonly column: number;
  readonly at: number;
}

function isLeft(columns: readonly Column[], { column, at }: Split, row: number): boolean {
  const { values, choices } = columns[column];
  return choices === undefined ? values[row] <= at : values[row] === at;
}

function halves(side: Side, { at }: Split): [Side, Side] {
  if (isInterval(side)) {
    const [from, to] = side;
    return [
      [from, at],
      [at, to],
    ];
  }
  return [new Set([at]), new Set([...side].filter((choice) => choice !== at))];
}

/** Returns the split that reduces the squared error most; undefined if none does. */
function bestSplit(columns: readonly Column[], targets: readonly number[], rows: readonly number[]): Split | undefined {
  const total = rows.reduce((sum, row) => sum + targets[row], 0);
  let most = (total * total) / rows.length;
  // A gain within the rounding error of the sums does not count.
  most += Math.abs(most) * 1e-12;
  let best: Split | undefined;
  columns.forEach(({ values, choices }, column) => {
    const sorted = rows.toSorted((a, b) => values[a] - values[b]);
    let count = 0;
    let sum = 0;
    sorted.forEach((row, i) => {
      count += 1;
      sum += targets[row];
      if (i === sorted.length - 1 || values[sorted[i + 1]] === values[row]) return;
      offer(count, sum, {
        column,
        at: choices === undefined ? (values[row] + values[sorted[i + 1]]) / 2 : values[row],
      });
      if (choices !== undefined) count = sum = 0;
    });
    // The last choice, unless it is the only one.
    if (choices !== undefined && count < rows.length)
      offer(count, sum, { column, at: values[sorted[sorted.length - 1]] });
  });
  return best;

  function offer(count: number, sum: number, split: Split): void {
    const rest = total - sum;
    const explained = (sum * sum) / count + (rest * rest) / (rows.length - count);
    if (explained > most) [most, best] = [explained, split];
  }
}
