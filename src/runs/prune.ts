/** Selects the runs of a folder to delete: a rule selects by number and age, and reasons keep some. Reads no file. */

export interface PruneRule {
  /** Number of newest runs of each network to keep. */
  readonly keep?: number | undefined;
  /** Minimum age of removed runs since their last training, in milliseconds. */
  readonly olderThan?: number | undefined;
}

/** The reason to keep a run that the rule would remove. */
export type KeptBecause =
  | { readonly because: "pinned" | "damaged-label" | "unreadable" }
  /** `host`: the machine of the process, if this one cannot check it. */
  | { readonly because: "running" | "compared"; readonly host?: string }
  /** `by`: a run or a config. */
  | { readonly because: "started-from"; readonly by: string };

/** The properties of a run that the rule uses. */
export interface Judged {
  readonly folder: string;
  readonly network: string;
  readonly createdAt: Date;
  /** The later of its start and its last write. */
  readonly trainedAt: Date;
}

/** A run that the rule removes, with the reasons. */
export interface Picked<Run> {
  readonly run: Run;
  /** Rank by age in its network; 1 is the newest. */
  readonly rank: number;
  readonly age: number;
}

/** Returns the runs that satisfy all parts of the rule, newest first. */
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
