/**
 * What is assigned to what, as text: `W1[3,4] = 0`, `z1[:,5] = 0`, `z1[3,5] = z1[7,5]`. Targets have indices alone,
 * or `:` for all; values are expressions of conditions. Pure.
 */

export interface Assignment {
  readonly target: string;
  readonly value: string;
}

/** Undefined where a text assigns nothing. */
export function parseAssignment(text: string): Assignment | undefined {
  const at = /^(?:[^"'=!<>]|"[^"]*"|'[^']*')*?=(?!=)/.exec(text)?.[0].length;
  if (at === undefined) return undefined;
  return { target: text.slice(0, at - 1).trim(), value: text.slice(at).trim() };
}

/** Layers count from 1; undefined in place of an index: all of them. */
export interface TargetText {
  readonly name: string;
  readonly indices: readonly (number | undefined)[];
}

/** Undefined where a text is more than a name and its indices. */
export function parseTarget(text: string): TargetText | undefined {
  const [, name, brackets] = /^\s*([A-Za-z]+\d*)\s*((?:\[[^[\]]*\]\s*)*)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const given = [...brackets.matchAll(/\[([^[\]]*)\]/g)].flatMap(([, each]) => each.split(","));
  const indices = given.map((each) => (each.trim() === ":" ? undefined : indexOf(each.trim())));
  if (indices.includes(Number.NaN)) return undefined;
  // An element of a column: W1[:,5][2].
  if (indices.length === 3 && indices[0] === undefined) return { name, indices: [indices[2], indices[1]] };
  return indices.length > 2 ? undefined : { name, indices };
}

const indexOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
