/** Describes if a repeated training of a trial gave the same result: for terminals, logs and pages. */
import { inEnglish, type Say } from "../messages/say";
import type { Compared } from "./events";

/** Number of differences named. */
const maxNamed = 3;

/** Returns a text such as "the same as trial 29 of sweep-20261129T170148Z-4d3f, bit for bit". */
export function comparedText({ group, trial, same, differences, left = [] }: Compared, say = inEnglish): string {
  const of = say("trial {0} of {1}", trial, group.split(/[\\/]/).at(-1) ?? "");
  const missing = left.length > 0 ? say("; not compared: {0}", left.join("; ")) : "";
  if (same) return `${say("the same as {0}, bit for bit", of)}${missing}`;
  const named = differences.slice(0, maxNamed).map(({ what, recorded, again }) => {
    return say("{0} is {1}, in the trial {2}", what, shown(again, say), shown(recorded, say));
  });
  const more = differences.length - named.length;
  return `${say("differs from {0}: {1}", of, named.join("; "))}${more > 0 ? say("; and {0} more", more) : ""}${missing}`;
}

/** Omits checksums, which are long and not informative. */
const shown = (value: unknown, say: Say): string => {
  if (value === undefined) return say("none");
  const text = JSON.stringify(value);
  return /^"[0-9a-f]{64}"$/.test(text) ? `sha256 ${text.slice(1, 9)}…` : text;
};
