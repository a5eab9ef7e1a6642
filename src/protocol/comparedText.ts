/** Describes if a repeated training of a trial gave the same result: for terminals, logs and pages. */
import type { Compared } from "./events";

/** Number of differences named. */
const maxNamed = 3;

/** Returns a text such as "the same as trial 29 of sweep-20261129T170148Z-4d3f, bit for bit". */
export function comparedText({ group, trial, same, differences, left = [] }: Compared): string {
  const of = `trial ${trial} of ${group.split(/[\\/]/).at(-1)}`;
  const missing = left.length > 0 ? `; not compared: ${left.join("; ")}` : "";
  if (same) return `the same as ${of}, bit for bit${missing}`;
  const named = differences.slice(0, maxNamed).map(({ what, recorded, again }) => {
    return `${what} is ${shown(again)}, in the trial ${shown(recorded)}`;
  });
  const more = differences.length - named.length;
  return `differs from ${of}: ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}${missing}`;
}

/** Omits checksums, which are long and not informative. */
const shown = (value: unknown): string => {
  if (value === undefined) return "none";
  const text = JSON.stringify(value);
  return /^"[0-9a-f]{64}"$/.test(text) ? `sha256 ${text.slice(1, 9)}…` : text;
};
