/** Conditions among parameters: cycles, and the values that a parameter depends on. */
import type { Space, Value } from "../../search/types";

/** Returns a cycle of conditions, parameter by parameter; undefined if there is none. */
export function circleOf(space: Space): string[] | undefined {
  const byPath = new Map(space.map((parameter) => [parameter.path, parameter]));
  const finished = new Set<string>();
  const follow = (path: string, above: readonly string[]): string[] | undefined => {
    if (above.includes(path)) return above.slice(above.indexOf(path));
    if (finished.has(path)) return undefined;
    for (const named of Object.keys(byPath.get(path)?.when ?? {})) {
      const circle = byPath.has(named) ? follow(named, [...above, path]) : undefined;
      if (circle) return circle;
    }
    finished.add(path);
    return undefined;
  };
  for (const { path } of space) {
    const circle = follow(path, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Returns the values of other parameters with which this one is drawn. The space must have no cycle. */
export function conditionsOf(space: Space, path: string): Record<string, Value> {
  const values: Record<string, Value> = {};
  const add = (name: string) => {
    const { when = {} } = space.find((parameter) => parameter.path === name) ?? {};
    for (const [named, value] of Object.entries(when)) {
      if (Object.hasOwn(values, named) || !space.some((parameter) => parameter.path === named)) continue;
      values[named] = value;
      add(named);
    }
  };
  add(path);
  return values;
}
