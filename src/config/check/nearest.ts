/** Finds the known name closest to a misspelled one. */
import { distance } from "fastest-levenshtein";

/**
 * Returns the name with at most a third of its letters different, or the only one that contains `name` ("cos"), or
 * undefined; if several merely extend one ("accuracy": validationAccuracy, validationBalancedAccuracy), that one.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, changes: changesBetween(plain(name), plain(candidate)) }))
    .sort((a, b) => a.changes - b.changes);
  const best = ranked[0];
  if (best && best.changes <= Math.max(1, Math.floor(best.candidate.length / 3))) return best.candidate;
  const containing = known.filter((candidate) => name.length > 2 && plain(candidate).includes(plain(name)));
  return containing.find((candidate) => containing.every((other) => saysMore(other, candidate)));
}

/** Returns true if `longer` contains all letters of `text` in their order. */
function saysMore(longer: string, text: string): boolean {
  let at = 0;
  for (const letter of longer) if (letter.toLowerCase() === text[at]?.toLowerCase()) at++;
  return at === text.length;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
const sorted = (text: string) => [...text].sort().join("");

/** Returns the edit distance; letters in the wrong order ("atuo") count as one change. */
const changesBetween = (a: string, b: string) => (a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b));
