/** The information that proposals may use: all earlier proposals, and results up to two generations before. */
import type { Generation, Proposal, SweepPlan, TrialResult } from "./types";

export interface History {
  /** Proposals by trial number. */
  readonly proposals: readonly Proposal[];
  readonly results: ReadonlyMap<number, TrialResult>;
}

/** A proposal of a search method, before it is numbered. */
export type Draft = Omit<Proposal, "trial" | "generation">;

/** Combines closed generations, in any order, with the `proposals` of later ones. */
export function historyOf(closed: readonly Generation[], proposals: readonly Proposal[]): History {
  return {
    proposals: [...closed.flatMap((generation) => generation.proposals), ...proposals].sort(
      (a, b) => a.trial - b.trial,
    ),
    results: new Map(closed.flatMap(({ results }) => results.map((result) => [result.trial, result] as const))),
  };
}

/** Returns the settings tried so far, without repeats and promotions. */
export function settingsOf({ proposals }: History): readonly Proposal[] {
  return proposals.filter(({ repeats, continues }) => repeats === undefined && continues === undefined);
}

export function isPending({ results }: History, { trial }: Proposal): boolean {
  return !results.has(trial);
}

/** Returns a loss per objective, smaller if better; undefined for a trial without figures. */
export function lossesOf({ objectives }: SweepPlan, result: TrialResult | undefined): readonly number[] | undefined {
  if (result?.state !== "done" || result.objectives.length !== objectives.length) return undefined;
  if (!result.objectives.every(Number.isFinite)) return undefined;
  return result.objectives.map((value, i) => (objectives[i].largerIsBetter ? -value : value));
}
