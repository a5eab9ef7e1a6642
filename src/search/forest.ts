/**
 * A random forest of regression trees (Breiman, Random Forests, 2001), as its leaves: which part of the unit cube each
 * covers, and what it predicts there. Every tree is grown to the end on a bootstrap sample, all columns being tried at
 * each split, as scikit-learn's RandomForestRegressor does by default.
 */
import { RandomStream } from "../core/random";

/** A column is numbers in [0, 1], or indices of this many choices. */
export type Column = { readonly values: readonly number[]; readonly choices: number | undefined };

/** An interval of a column of numbers, or the choices that are left of a column of choices. */
export type Side = readonly [number, number] | ReadonlySet<number>;

export interface Leaf {
  readonly prediction: number;
  /** One for each column. */
  readonly sides: readonly Side[];
}

export function isInterval(side: Side): side is readonly [number, number] {
  return Array.isArray(side);
}

const deepest = 64;

/** The leaves of the tree of this number. `seed` draws the samples. */
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

/** Left are the numbers up to `at`, or the choice `at` alone. */
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

/** The split that takes most of the squared error away; undefined where none does. */
function bestSplit(columns: readonly Column[], targets: readonly number[], rows: readonly number[]): Split | undefined {
  const total = rows.reduce((sum, row) => sum + targets[row], 0);
  let most = (total * total) / rows.length;
  // A gain below the rounding of sums is none.
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
    // The last choice, where it is not all there is.
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
