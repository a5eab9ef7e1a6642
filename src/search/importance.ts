/**
 * The share of the objective's variance that each parameter explains by itself: functional analysis of variance on a
 * random forest (Hutter, Hoos and Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance, 2014).
 * Values are weighted as the search draws them: a log by order of magnitude, the ends of an integer like its other
 * values. Optuna 3.1 weights a log linearly, and the ends of an integer by half.
 */
import { treeOf } from "./forest";
import { columnOf, marginalAt, marginalVariance, measured, type Observation } from "./marginals";
import type { Space, Value } from "./types";

export interface Importance {
  readonly path: string;
  /** Share of the compared parameters' importance; the shares sum to 1. */
  readonly importance: number;
  /** Standard deviation of the share over the trees. */
  readonly deviation: number;
  /** Number of trials used. */
  readonly trials: number;
}

const trees = 64;

/**
 * Returns the importances in the order of the space. A parameter with a condition is compared within the trials that
 * drew it. Parameters without two trials of different objectives are omitted.
 */
export function importanceOf(space: Space, seen: readonly Observation[], seed: number): readonly Importance[] {
  const steps = importanceSteps(space, seen, seed);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Computes the same step by step: yields after every tree. */
export function* importanceSteps(
  space: Space,
  seen: readonly Observation[],
  seed: number,
): Generator<undefined, readonly Importance[]> {
  const shares = new Map<string, ReadonlyMap<string, Share>>();
  const found: Importance[] = [];
  for (const { path, when } of space) {
    const trials = when ? seen.filter(({ values }) => Object.hasOwn(values, path)) : seen;
    const key = when ? path : "";
    const known = shares.get(key) ?? (yield* sharesOf(space, trials, seed));
    shares.set(key, known);
    const share = known.get(path);
    if (share) found.push({ path, ...share, trials: trials.length });
  }
  return found;
}

type Share = Pick<Importance, "importance" | "deviation">;

/** Computes the shares of the parameters that all of these trials have. */
function* sharesOf(
  space: Space,
  seen: readonly Observation[],
  seed: number,
): Generator<undefined, ReadonlyMap<string, Share>> {
  const ground = groundOf(space, seen);
  const { columns, parameters } = ground;
  const ofTrees: number[][] = [];
  for (let tree = 0; tree < ground.trees; tree++) {
    const leaves = grown(ground, tree, seed);
    const mean = leaves.reduce((sum, { prediction, size }) => sum + prediction * size, 0);
    const variance = leaves.reduce((sum, { prediction, size }) => sum + size * (prediction - mean) ** 2, 0);
    if (variance > 0) {
      ofTrees.push(columns.map((column, i) => marginalVariance(column, i, leaves, mean) / variance));
    }
    yield;
  }
  const sums = columns.map((_, i) => ofTrees.reduce((sum, shares) => sum + shares[i], 0));
  const total = sumOf(sums);
  if (total === 0) return new Map();
  const normalized = ofTrees
    .filter((shares) => sumOf(shares) > 0)
    .map((shares) => shares.map((share) => share / sumOf(shares)));
  return new Map(
    parameters.map(({ path }, i) => [
      path,
      { importance: sums[i] / total, deviation: deviationOf(normalized.map((shares) => shares[i])) },
    ]),
  );
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Sample standard deviation (n − 1); 0 for one value. */
function deviationOf(values: readonly number[]): number {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
}

/** Returns the trees' training data: the parameters that all of these trials have. */
function groundOf(space: Space, seen: readonly Observation[]) {
  const parameters = space.filter(({ path }) => seen.every(({ values }) => Object.hasOwn(values, path)));
  const columns = parameters.map((parameter) => columnOf(parameter, seen));
  return {
    parameters,
    columns,
    objectives: seen.map(({ objective }) => objective),
    trees: seen.length > 1 ? trees : 0,
  };
}

const grown = ({ columns, objectives }: ReturnType<typeof groundOf>, tree: number, seed: number) =>
  measured(treeOf(columns, objectives, tree, seed), columns);

/** Change of the objective from one value to another, other parameters averaged, over the trees of the forest. */
export interface Effect {
  readonly mean: number;
  readonly deviation: number;
  readonly trials: number;
}

/** Returns undefined if a value is not the parameter's, or fewer than two trials drew the parameter. */
export function effectOf(
  space: Space,
  seen: readonly Observation[],
  { path, from, to, seed }: { path: string; from: Value; to: Value; seed: number },
): Effect | undefined {
  const drawn = seen.filter(({ values }) => Object.hasOwn(values, path));
  const ground = groundOf(space, drawn);
  const { parameters, columns } = ground;
  const i = parameters.findIndex((parameter) => parameter.path === path);
  if (i < 0 || drawn.length < 2) return undefined;
  const ends = columnOf(
    parameters[i],
    [from, to].map((value) => ({ values: { [path]: value }, objective: 0 })),
  ).values;
  if (!ends.every(Number.isFinite)) return undefined;
  const changes = Array.from({ length: ground.trees }, (_, tree) => {
    const leaves = grown(ground, tree, seed);
    return marginalAt(columns[i], i, leaves, ends[1]) - marginalAt(columns[i], i, leaves, ends[0]);
  });
  return { mean: sumOf(changes) / changes.length, deviation: deviationOf(changes), trials: drawn.length };
}
