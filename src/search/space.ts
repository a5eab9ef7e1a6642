/**
 * The space of a search: when parameters are drawn, and their unit interval. u in (0, 1) is uniform over a range, over
 * a log's orders of magnitude, over an integer's cells and over choices.
 */
import { exp, ln } from "./elementary";
import type { Parameter, Proposal, Space, SweepPlan, Value } from "./types";

export type Values = Proposal["values"];
export type Draw = (parameter: Parameter, index: number) => Value;

/** Returns true if the parameter is drawn, given the values drawn so far and the config's own. */
export function isDrawn({ when = {} }: Parameter, values: Values, fixed: Values): boolean {
  return Object.entries(when).every(([path, value]) => (Object.hasOwn(values, path) ? values : fixed)[path] === value);
}

/** Returns indices of the space, each parameter after those in its `when`. Undefined if conditions form a cycle. */
export function drawingOrder(space: Space): number[] | undefined {
  const order: number[] = [];
  const paths = new Set(space.map(({ path }) => path));
  const placed = new Set<string>();
  while (order.length < space.length) {
    const next = space.findIndex(
      ({ path, when = {} }) =>
        !placed.has(path) && Object.keys(when).every((name) => placed.has(name) || !paths.has(name)),
    );
    if (next < 0) return undefined;
    order.push(next);
    placed.add(space[next].path);
  }
  return order;
}

/** Draws a value of each parameter whose condition holds, in the order of the space. */
export function drawValues({ space, fixed }: SweepPlan, draw: Draw): Values {
  const drawn: Record<string, Value> = {};
  for (const index of drawingOrder(space) ?? []) {
    const parameter = space[index];
    if (isDrawn(parameter, drawn, fixed)) drawn[parameter.path] = draw(parameter, index);
  }
  return inOrder(space, drawn);
}

export function inOrder(space: Space, values: Values): Values {
  return Object.fromEntries(space.flatMap(({ path }) => (Object.hasOwn(values, path) ? [[path, values[path]]] : [])));
}

/** Returns the value at u in (0, 1). */
export function fromUnit(parameter: Parameter, u: number): Value {
  if (parameter.kind === "choice") return parameter.choices[Math.floor(u * parameter.choices.length)];
  const { low, high } = parameter;
  if (parameter.kind === "integer") {
    if (!parameter.log) return Math.min(high, low + Math.floor(u * (high - low + 1)));
    const [from, to] = logBounds(low, high);
    return Math.min(high, Math.max(low, Math.round(exp(from + u * (to - from)))));
  }
  const value = parameter.kind === "range" ? low + u * (high - low) : exp(ln(low) + u * (ln(high) - ln(low)));
  return readable(value, low, high);
}

/**
 * Returns the interval of (0, 1) that gives this value: a point of a range, a cell of an integer or a choice. Undefined
 * if the parameter does not have it.
 */
export function unitCell(parameter: Parameter, value: Value): readonly [number, number] | undefined {
  if (parameter.kind === "choice") {
    const { length } = parameter.choices;
    const index = parameter.choices.indexOf(value);
    return index < 0 ? undefined : [index / length, (index + 1) / length];
  }
  const { low, high } = parameter;
  if (typeof value !== "number" || !(value >= low && value <= high)) return undefined;
  if (parameter.kind !== "integer") {
    const u = parameter.kind === "range" ? (value - low) / (high - low) : (ln(value) - ln(low)) / (ln(high) - ln(low));
    return [u, u];
  }
  if (!Number.isInteger(value)) return undefined;
  if (!parameter.log) return [(value - low) / (high - low + 1), (value - low + 1) / (high - low + 1)];
  const [from, to] = logBounds(low, high);
  const unit = (x: number) => Math.min(1, Math.max(0, (ln(x) - from) / (to - from)));
  return [unit(value - 0.5), unit(value + 0.5)];
}

/**
 * Bounds of an integer by order of magnitude: half a unit beyond both ends, so that the ends are as wide as the others.
 */
function logBounds(low: number, high: number): readonly [number, number] {
  return [ln(low - 0.5), ln(high + 0.5)];
}

/**
 * Rounds to six significant digits, or more in a narrow range far from 0: the rounded value is the one trained with.
 */
function readable(value: number, low: number, high: number): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  let digits = 6;
  for (let span = high - low; span < largest / 2 && digits < 17; span *= 10) digits++;
  return Math.min(high, Math.max(low, Number(value.toPrecision(digits))));
}
