/** Announces installations in advance. */
import { canInstall } from "./debian.mjs";

/**
 * @param items of { debian }, a package, or { what }, with the duration
 * @returns the lines of the announcement; none if nothing is missing
 */
export function announcement(items, mayInstall = canInstall) {
  const packages = unique(items.flatMap(({ debian }) => debian ?? []));
  const others = unique(items.flatMap(({ what }) => what ?? []));
  const ours = packages.length > 0 && mayInstall();
  const lines = [...others, ...(ours ? [`Debian packages, by apt-get (about a minute): ${packages.join(", ")}`] : [])];
  const ask = `To be installed by you (on Debian: sudo apt-get install ${packages.join(" ")}), or what needs it is left out.`;
  return [
    ...(lines.length > 0 ? ["Will be installed on the way:", ...lines.map((line) => `  ${line}`)] : []),
    ...(packages.length > 0 && !ours ? [ask] : []),
  ];
}

const unique = (values) => [...new Set(values)];
