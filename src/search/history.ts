/** What a generation's proposals may know: all earlier proposals, and results up to two generations before. */
import type { Generation, Proposal, SweepPlan, TrialResult } from "./types";

export interface History {
  /** By trial. */
  readonly proposals: readonly Proposal[];
  readonly results: ReadonlyMap<number, TrialResult>;
}

/** What a method adds: the engine numbers it. */
export type Draft = Omit<Proposal, "trial" | "generation">;

/** Of closed generations, in whatever order they come; `proposals` are those of later ones. */
export function historyOf(closed: readonly Generation[], proposals: readonly Proposal[]): History {
  return {
    proposals: [...closed.flatMap((generation) => generation.proposals), ...proposals].sort(
      (a, b) => a.trial - b.trial,
    ),
    results: new Map(closed.flatMap(({ results }) => results.map((result) => [result.trial, result] as const))),
  };
}

/** Settings tried so far: neither a repeat nor a promotion. */
export function settingsOf({ proposals }: History): readonly Proposal[] {
  return proposals.filter(({ repeats, continues }) => repeats === undefined && continues === undefined);
}

export function isPending({ results }: History, { trial }: Proposal): boolean {
  return !results.has(trial);
}

/** Of each objective a number that is smaller where it is better; undefined for a trial without figures. */
export function lossesOf({ objectives }: SweepPlan, result: TrialResult | undefined): readonly number[] | undefined {
  if (result?.state !== "done" || result.objectives.length !== objectives.length) return undefined;
  if (!result.objectives.every(Number.isFinite)) return undefined;
  return result.objectives.map((value, i) => (objectives[i].largerIsBetter ? -value : value));
}
