/**
 * Which runs of a folder may go: a rule picks those that are many or old, and reasons keep some of them. Touches no
 * file.
 */

export interface PruneRule {
  /** So many of the newest runs of each network stay. */
  readonly keep?: number | undefined;
  /** Only runs go that were trained last more than so many milliseconds ago. */
  readonly olderThan?: number | undefined;
}

/** Why a run stays that the rule would remove. */
export type KeptBecause =
  | { readonly because: "pinned" | "damaged-label" | "unreadable" }
  /** `host`: the machine that says so, where this one cannot ask whether the process is there. */
  | { readonly because: "running" | "compared"; readonly host?: string }
  /** `by`: a run or a config. */
  | { readonly because: "started-from"; readonly by: string };

/** What a run is judged by. */
export interface Judged {
  readonly folder: string;
  readonly network: string;
  readonly createdAt: Date;
  /** When it was begun or last written to, whichever is later. */
  readonly trainedAt: Date;
}

/** Why the rule removes a run. */
export interface Picked<Run> {
  readonly run: Run;
  /** 1: the newest of its network. */
  readonly rank: number;
  readonly age: number;
}

/** The runs that the rule removes, the newest first: those that each of its parts would remove. */
export function pickToPrune<Run extends Judged>(runs: readonly Run[], rule: PruneRule, now: Date): Picked<Run>[] {
  const newest = [...runs].sort(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.folder < b.folder ? 1 : -1),
  );
  const ranks = new Map<string, number>();
  const picked: Picked<Run>[] = [];
  if (rule.keep === undefined && rule.olderThan === undefined) return picked;
  for (const run of newest) {
    const rank = (ranks.get(run.network) ?? 0) + 1;
    ranks.set(run.network, rank);
    const age = now.getTime() - run.trainedAt.getTime();
    if (rank > (rule.keep ?? 0) && age > (rule.olderThan ?? Number.NEGATIVE_INFINITY)) picked.push({ run, rank, age });
  }
  return picked;
}
