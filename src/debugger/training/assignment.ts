/**
 * Parses assignments: `W1[3,4] = 0`, `z1[:,5] = 0`, `z1[3,5] = z1[7,5]`. Targets have only indices, or `:` for all;
 * values are expressions of conditions. Pure.
 */

export interface Assignment {
  readonly target: string;
  readonly value: string;
}

/** Parses an assignment; undefined for other text. */
export function parseAssignment(text: string): Assignment | undefined {
  const at = /^(?:[^"'=!<>]|"[^"]*"|'[^']*')*?=(?!=)/.exec(text)?.[0].length;
  if (at === undefined) return undefined;
  return { target: text.slice(0, at - 1).trim(), value: text.slice(at).trim() };
}

/** A parsed target. Layers count from 1; an undefined index stands for all. */
export interface TargetText {
  readonly name: string;
  readonly indices: readonly (number | undefined)[];
}

/** Parses a target; undefined for text other than a name with indices. */
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
