/**
 * How much of what a search has seen each parameter explains by itself: functional analysis of variance on a random
 * forest (Hutter, Hoos and Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance, 2014). Values
 * weigh as the search draws them: a log by order of magnitude, the ends of an integer like its other values. Optuna 3.1
 * weighs a log on a linear scale, and the ends of an integer half.
 */
import { forestOf } from "./forest";
import { columnOf, marginalAt, marginalVariance, measured, type Seen } from "./marginals";
import type { Space, Value } from "./types";

export interface Importance {
  readonly path: string;
  /** Of the parameters compared with it: they sum to 1. */
  readonly importance: number;
  /** Trials it was found from. */
  readonly trials: number;
}

const trees = 64;

/**
 * In the order of the space. A parameter with a condition is compared within the trials that drew it. One without two
 * trials of different objectives is left out.
 */
export function importanceOf(space: Space, seen: readonly Seen[], seed: number): readonly Importance[] {
  const shares = new Map<string, ReadonlyMap<string, number>>();
  return space.flatMap(({ path, when }) => {
    const trials = when ? seen.filter(({ values }) => Object.hasOwn(values, path)) : seen;
    const key = when ? path : "";
    const found = shares.get(key) ?? sharesOf(space, trials, seed);
    shares.set(key, found);
    const importance = found.get(path);
    return importance === undefined ? [] : [{ path, importance, trials: trials.length }];
  });
}

/** Of the parameters that all of these trials have. */
function sharesOf(space: Space, seen: readonly Seen[], seed: number): ReadonlyMap<string, number> {
  const { columns, parameters, forest } = grown(space, seen, seed);
  const sums = columns.map(() => 0);
  for (const leaves of forest) {
    const mean = leaves.reduce((sum, { prediction, size }) => sum + prediction * size, 0);
    const variance = leaves.reduce((sum, { prediction, size }) => sum + size * (prediction - mean) ** 2, 0);
    if (variance === 0) continue;
    columns.forEach((column, i) => {
      sums[i] += marginalVariance(column, i, leaves, mean) / variance;
    });
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  return new Map(total === 0 ? [] : parameters.map(({ path }, i) => [path, sums[i] / total]));
}

function grown(space: Space, seen: readonly Seen[], seed: number) {
  const parameters = space.filter(({ path }) => seen.every(({ values }) => Object.hasOwn(values, path)));
  const columns = parameters.map((parameter) => columnOf(parameter, seen));
  const objectives = seen.map(({ objective }) => objective);
  const forest = forestOf(columns, objectives, seen.length > 1 ? trees : 0, seed);
  return { parameters, columns, forest: forest.map((leaves) => measured(leaves, columns)) };
}

/** How the objective changes from one value to another, the other parameters averaged: over the trees of the forest. */
export interface Effect {
  readonly mean: number;
  readonly deviation: number;
  readonly trials: number;
}

/** Undefined where the parameter does not have one of the values, or fewer than two trials drew it. */
export function effectOf(
  space: Space,
  seen: readonly Seen[],
  { path, from, to, seed }: { path: string; from: Value; to: Value; seed: number },
): Effect | undefined {
  const drawn = seen.filter(({ values }) => Object.hasOwn(values, path));
  const { parameters, columns, forest } = grown(space, drawn, seed);
  const i = parameters.findIndex((parameter) => parameter.path === path);
  if (i < 0 || drawn.length < 2) return undefined;
  const ends = columnOf(
    parameters[i],
    [from, to].map((value) => ({ values: { [path]: value }, objective: 0 })),
  ).values;
  if (!ends.every(Number.isFinite)) return undefined;
  const changes = forest.map(
    (leaves) => marginalAt(columns[i], i, leaves, ends[1]) - marginalAt(columns[i], i, leaves, ends[0]),
  );
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (changes.length - 1)), trials: drawn.length };
}
