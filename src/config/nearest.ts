/** The known name that a misspelled one was probably meant to be. */
import { distance } from "fastest-levenshtein";

/** Undefined where none is near: where more than a third of its letters would have to change. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, changes: changesBetween(plain(name), plain(candidate)) }))
    .sort((a, b) => a.changes - b.changes);
  const best = ranked[0];
  return best && best.changes <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
const sorted = (text: string) => [...text].sort().join("");

/** Letters in the wrong order ("atuo") count as one change. */
const changesBetween = (a: string, b: string) => (a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b));
