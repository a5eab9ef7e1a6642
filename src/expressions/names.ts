/** Resolves a name among the known ones: the whole name, or its end if that is unambiguous. */
import { distance } from "fastest-levenshtein";

export type FoundName =
  | { readonly name: string }
  /** Several known names have this end. */
  | { readonly candidates: readonly string[] }
  /** Similar names, the likeliest first. */
  | { readonly near: readonly string[] };

/**
 * Finds a name by itself or its end: `learningRate`, `optimizer.learningRate` for `training.optimizer.learningRate`.
 */
export function findName(name: string, known: readonly string[]): FoundName {
  if (known.includes(name)) return { name };
  const candidates = known.filter((each) => each.endsWith(`.${name}`));
  if (candidates.length === 1) return { name: candidates[0] };
  return candidates.length > 1 ? { candidates } : { near: nearNames(name, known) };
}

/** Returns the shortest unambiguous end of each name. */
export function shortNames(known: readonly string[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const name of known) for (const end of endsOf(name)) uses.set(end, (uses.get(end) ?? 0) + 1);
  const whole = new Set(known);
  return new Map(
    known.map((name) => [name, endsOf(name).findLast((end) => uses.get(end) === 1 && !whole.has(end)) ?? name]),
  );
}

/** Returns the ends of a name, without the name itself, longest first. */
function endsOf(name: string): string[] {
  const ends: string[] = [];
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) ends.push(name.slice(at + 1));
  return ends;
}

const maxNear = 3;

export function nearNames(name: string, known: readonly string[]): string[] {
  const wanted = plain(name);
  const ranked = known.map((candidate) => {
    const forms = [candidate, ...endsOf(candidate)].map(plain);
    const changes = Math.min(
      ...forms.map((form) => (form.includes(wanted) && wanted.length > 2 ? 1 : distance(wanted, form))),
    );
    return { candidate, changes };
  });
  const most = Math.max(1, Math.floor(wanted.length / 3));
  return ranked
    .filter(({ changes }) => changes <= most)
    .sort((a, b) => a.changes - b.changes || a.candidate.length - b.candidate.length)
    .slice(0, maxNear)
    .map(({ candidate }) => candidate);
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
