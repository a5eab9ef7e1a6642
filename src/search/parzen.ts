/**
 * Parzen estimators on the unit cube, the densities l and g of TPE: over all parameters jointly, with one component per
 * trial and a wide one for the prior, each the product of a kernel per parameter. A number's kernel is a normal
 * distribution truncated to 0 … 1; a choice's gives most weight to itself and spreads the rest. A parameter that a
 * trial did not draw has the prior there. Falkner, Klein and Hutter, BOHB, 2018, section 3.2; bandwidths by Scott.
 */
import { inverseNormal } from "../core/normal";
import { exp, ln, normalBelow } from "./elementary";
import { fromUnit, unitCell, type Values } from "./space";
import type { Parameter, Space, Value } from "./types";

/** Factor of Scott's rule, whose result is at least `narrowest`: chosen by comparison (docs/design/search.md). */
const scale = 0.1;
const narrowest = 0.01;
const prior = { mean: 0.5, deviation: 1 };
/** Number of deviations beyond which a kernel counts as 0: less than the last bit of the prior's density. */
const maxDeviations = 8;

type Cell = readonly [number, number];

/**
 * Location of settings: for each parameter the interval of (0, 1) that gives its value; undefined if it is not drawn.
 */
export type Point = readonly (Cell | undefined)[];

export const pointOf = (space: Space, values: Values): Point =>
  space.map((parameter) =>
    Object.hasOwn(values, parameter.path) ? (unitCell(parameter, values[parameter.path]) ?? [0, 1]) : undefined,
  );

const middle = ([from, to]: Cell): number => (from + to) / 2;

/** Φ(b) − Φ(a), computed in the tail that keeps its precision. */
function between(a: number, b: number): number {
  return a > 0 ? normalBelow(-a) - normalBelow(-b) : normalBelow(b) - normalBelow(a);
}

/** Share of a normal distribution inside 0 … 1. */
function insideOf(mean: number, deviation: number): number {
  return 1 - beyond(mean / deviation) - beyond((1 - mean) / deviation);
}

/** Share of a normal distribution beyond this many deviations on one side. */
const beyond = (deviations: number): number => (deviations > maxDeviations ? 0 : normalBelow(-deviations));

/** Probability of a cell, or the density at a point (times √2π). */
function normalKernel([from, to]: Cell, mean: number, deviation: number): number {
  const z = (from - mean) / deviation;
  return from === to ? exp((-z * z) / 2) / deviation : between(z, (to - mean) / deviation);
}

function memoized<Key, T>(known: Map<Key, T>, key: Key, compute: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const computed = compute();
  known.set(key, computed);
  return computed;
}

interface Component {
  readonly point: Point;
  /** By parameter: the middle of its cell, and 1 / the share of its kernel inside 0 … 1. */
  readonly means: readonly number[];
  readonly factors: readonly number[];
}

export class ParzenEstimator {
  private readonly deviation: number;
  /** Weight that a choice spreads over all, relative to 1 for itself. */
  private readonly spread: number;
  private readonly components: Component[] = [];
  private readonly priorInside = insideOf(prior.mean, prior.deviation);
  /** Caches, effective since integers have few cells: by mean, and per parameter by the start of its cell. */
  private readonly insides = new Map<number, number>();
  private readonly kernels: readonly Map<number, Map<number, number>>[];

  constructor(
    private readonly space: Space,
    points: readonly Point[],
  ) {
    const scott = exp(-ln(Math.max(1, points.length)) / (space.length + 4));
    this.deviation = Math.max(narrowest, scale * scott);
    this.spread = 1 / (points.length + 1);
    this.kernels = space.map(() => new Map());
    for (const point of points) this.add(point);
  }

  get size(): number {
    return this.components.length;
  }

  /** Adds a component as wide as the others. */
  add(point: Point): void {
    const means = point.map((cell) => (cell ? middle(cell) : prior.mean));
    const factors = this.space.map(({ kind }, index) =>
      point[index] && kind !== "choice" ? 1 / this.inside(means[index]) : 1,
    );
    this.components.push({ point, means, factors });
  }

  private inside(mean: number): number {
    return memoized(this.insides, mean, () => insideOf(mean, this.deviation));
  }

  /** Returns a component for u in (0, 1); the last one is the prior. */
  component(u: number): number {
    return Math.floor(u * (this.size + 1));
  }

  /** Draws a value from a component, by u in (0, 1). */
  draw(component: number, index: number, u: number): Value {
    const parameter = this.space[index];
    const cell = component < this.size ? this.components[component].point[index] : undefined;
    if (parameter.kind === "choice") return this.drawChoice(parameter.choices, cell, u);
    const [mean, deviation] = cell ? [middle(cell), this.deviation] : [prior.mean, prior.deviation];
    const below = beyond(mean / deviation);
    const inside = cell ? this.inside(mean) : this.priorInside;
    return fromUnit(parameter, Math.min(1, Math.max(0, mean + deviation * inverseNormal(below + u * inside))));
  }

  private drawChoice(choices: readonly Value[], cell: Cell | undefined, u: number): Value {
    const own = cell ? 1 / (1 + this.spread) : 0;
    if (cell && u < own) return choices[Math.floor(middle(cell) * choices.length)];
    return choices[Math.min(choices.length - 1, Math.floor(((u - own) / (1 - own)) * choices.length))];
  }

  density(point: Point): number {
    const priors = point.map((cell, index) => (cell ? this.priorAt(this.space[index], cell) : 1));
    let sum = priors.reduce((product, one) => product * one, 1);
    for (const component of this.components) sum += this.componentAt(component, point, priors);
    return sum / (this.size + 1);
  }

  private priorAt(parameter: Parameter, cell: Cell): number {
    if (parameter.kind === "choice") return 1 / parameter.choices.length;
    return normalKernel(cell, prior.mean, prior.deviation) / this.priorInside;
  }

  private componentAt({ point: own, means, factors }: Component, point: Point, priors: readonly number[]): number {
    let product = 1;
    // Σ z² over the points, so that one exponential suffices.
    let squares = 0;
    for (let index = 0; index < point.length; index++) {
      const at = point[index];
      const cell = own[index];
      if (!at) continue;
      if (!cell) product *= priors[index];
      else if (this.space[index].kind === "choice") product *= this.choiceKernel(index, at[0] === cell[0]);
      else if (at[0] === at[1]) {
        const z = (at[0] - means[index]) / this.deviation;
        squares += z * z;
        product *= factors[index] / this.deviation;
      } else product *= factors[index] * this.cellKernel(index, at, means[index]);
      if (product === 0 || squares > maxDeviations * maxDeviations) return 0;
    }
    return squares === 0 ? product : product * exp(-squares / 2);
  }

  private choiceKernel(index: number, isSame: boolean): number {
    const { length } = (this.space[index] as Parameter & { choices: readonly Value[] }).choices;
    return ((isSame ? 1 : 0) + this.spread / length) / (1 + this.spread);
  }

  private cellKernel(index: number, at: Cell, mean: number): number {
    if (Math.max(at[0] - mean, mean - at[1]) > maxDeviations * this.deviation) return 0;
    const known = memoized(this.kernels[index], at[0], () => new Map<number, number>());
    return memoized(known, mean, () => normalKernel(at, mean, this.deviation));
  }
}
