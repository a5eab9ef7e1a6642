/** The known name that a misspelled one was probably meant to be. */
import { distance } from "fastest-levenshtein";

/**
 * One in which at most a third of the letters is wrong, or the only one that holds the name ("cos"), or none. Where
 * others that hold it merely say more ("accuracy": validationAccuracy, validationBalancedAccuracy), the plain one.
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

/** Whether all letters of `text` stand in `longer`, in their order. */
function saysMore(longer: string, text: string): boolean {
  let at = 0;
  for (const letter of longer) if (letter.toLowerCase() === text[at]?.toLowerCase()) at++;
  return at === text.length;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
const sorted = (text: string) => [...text].sort().join("");

/** Letters in the wrong order ("atuo") count as one change. */
const changesBetween = (a: string, b: string) => (a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b));
