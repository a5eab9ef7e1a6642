/**
 * All settings of a space that can be listed: choices, and integers without log. As in scikit-learn's ParameterGrid the
 * last parameter varies fastest; a parameter that is not drawn (see `when`) adds no points.
 */
import { shuffled } from "../core/order";
import { RandomStream } from "../core/random";
import { drawingOrder, inOrder, isDrawn, type Values } from "./space";
import type { Parameter, SweepPlan, Value } from "./types";

/** Largest number of points; a larger grid is not useful, and its list would not fit into memory. */
export const largestGrid = 100_000;

/** Returns the number of a parameter's values in a grid; undefined if they cannot be listed. */
export function gridSize(parameter: Parameter): number | undefined {
  if (parameter.kind === "choice") return parameter.choices.length;
  return parameter.kind === "integer" && !parameter.log ? parameter.high - parameter.low + 1 : undefined;
}

/** Returns all points of the space; undefined if a parameter cannot be listed, or there are more than `most`. */
export function gridPoints({ space, fixed }: SweepPlan, most: number): readonly Values[] | undefined {
  if (space.some((parameter) => gridSize(parameter) === undefined)) return undefined;
  let points: Record<string, Value>[] = [{}];
  for (const index of drawingOrder(space) ?? []) {
    const parameter = space[index];
    const count = gridSize(parameter) ?? 0;
    const next: Record<string, Value>[] = [];
    for (const point of points) {
      const isVaried = isDrawn(parameter, point, fixed);
      if (next.length + (isVaried ? count : 1) > most) return undefined;
      if (!isVaried) next.push(point);
      else for (let i = 0; i < count; i++) next.push({ ...point, [parameter.path]: valueAt(parameter, i) });
    }
    points = next;
  }
  return points.map((point) => inOrder(space, point));
}

function valueAt(parameter: Parameter, i: number): Value {
  return parameter.kind === "choice" ? parameter.choices[i] : parameter.low + i;
}

/**
 * Returns the points of a search `grid`, in order. With `trials` they are drawn without replacement by the seed, so
 * that a part of the grid is spread over all of it, and more trials extend the same list.
 */
export function gridOrder(plan: SweepPlan): readonly Values[] {
  const points = gridPoints(plan, largestGrid) ?? [];
  const { trials, seed } = plan.search;
  if (trials === undefined) return points;
  const order = shuffled(points.length, new RandomStream(seed, "search", { epoch: 1 }));
  return Array.from(order.slice(0, trials), (i) => points[i]);
}
