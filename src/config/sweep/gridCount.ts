/** Counts the settings of a space without listing them, since editors ask on every key stroke. */
import { drawingOrder, isDrawn, type Values } from "../../search/space";
import type { Parameter, Space, Value } from "../../search/types";

/**
 * Returns the number of different settings; undefined for ranges, or if conditions form a cycle.
 * @param fixed settings of the config that conditions name
 */
export function gridCount(space: Space, fixed: Values): number | undefined {
  const order = drawingOrder(space);
  if (!order || space.some((parameter) => countOf(parameter) === undefined)) return undefined;
  // Only values named in conditions affect other parameters.
  const named = space.flatMap(({ when = {} }) => Object.entries(when));
  let cases: { values: Values; count: number }[] = [{ values: {}, count: 1 }];
  for (const index of order) {
    const parameter = space[index];
    const { path } = parameter;
    const apart = [...new Set(named.flatMap(([name, value]) => (name === path ? [value] : [])))].filter((value) =>
      canBe(parameter, value),
    );
    const others = (countOf(parameter) ?? 0) - apart.length;
    cases = cases.flatMap(({ values, count }) => {
      if (!isDrawn(parameter, values, fixed)) return [{ values, count }];
      const rest = others > 0 ? [{ values, count: count * others }] : [];
      return [...apart.map((value) => ({ values: { ...values, [path]: value }, count })), ...rest];
    });
  }
  return cases.reduce((sum, { count }) => sum + count, 0);
}

function countOf(parameter: Parameter): number | undefined {
  if (parameter.kind === "choice") return parameter.choices.length;
  return parameter.kind === "integer" ? Math.max(0, parameter.high - parameter.low + 1) : undefined;
}

/** Returns true if a trial can have this value. */
export function canBe(parameter: Parameter, value: Value): boolean {
  if (parameter.kind === "choice") return parameter.choices.includes(value);
  if (typeof value !== "number" || (parameter.kind === "integer" && !Number.isInteger(value))) return false;
  return value >= parameter.low && value <= parameter.high;
}
