/** How many settings a space has, without listing them: an editor asks at every key. */
import { drawingOrder, isDrawn, type Values } from "../../search/space";
import type { Parameter, Space, Value } from "../../search/types";

/**
 * Different settings of a space; undefined where a parameter is drawn from a range, or conditions go in a circle.
 * @param fixed settings of the config that conditions name
 */
export function gridCount(space: Space, fixed: Values): number | undefined {
  const order = drawingOrder(space);
  if (!order || space.some((parameter) => countOf(parameter) === undefined)) return undefined;
  // Only values that a condition names make a difference to other parameters.
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

/** Whether a trial can have this value. */
export function canBe(parameter: Parameter, value: Value): boolean {
  if (parameter.kind === "choice") return parameter.choices.includes(value);
  if (typeof value !== "number" || (parameter.kind === "integer" && !Number.isInteger(value))) return false;
  return value >= parameter.low && value <= parameter.high;
}
