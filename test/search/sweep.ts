/** A sweep without training: a function gives the results of the proposals, generation by generation. */
import { proposeGeneration } from "../../src/search/propose";
import type {
  Generation,
  Objective,
  Proposal,
  SearchOptions,
  Space,
  SweepPlan,
  TrialResult,
} from "../../src/search/types";

export type Answer = (proposal: Proposal) => readonly number[] | undefined;

const loss: Objective = { metric: "loss", largerIsBetter: false };

export function planOf(changes: Partial<SweepPlan> & { space: Space; search: SearchOptions }): SweepPlan {
  return { objectives: [loss], fixed: {}, epochs: 27, seed: 1, ...changes };
}

/** Returns a trial's result; an undefined answer is a failed trial. An epoch has 100 examples. */
export function resultOf(proposal: Proposal, answer: Answer, from = 0): TrialResult {
  const objectives = answer(proposal);
  const { trial, epochs } = proposal;
  const examples = 100 * (epochs - from);
  return objectives
    ? { trial, state: "done", objectives, epochs, examples }
    : { trial, state: "failed", objectives: [], failure: "non-finite", epochs, examples };
}

/** Returns all generations until the search is over, including empty ones. */
export function sweep(plan: SweepPlan, answer: Answer): readonly Generation[] {
  const closed: Generation[] = [];
  const epochs = new Map<number | undefined, number>();
  for (let generation = 0; ; generation++) {
    const proposals = proposeGeneration(plan, generation, closed);
    if (!proposals) return closed;
    const results = proposals.map((proposal) => resultOf(proposal, answer, epochs.get(proposal.continues)));
    for (const result of results) epochs.set(result.trial, result.epochs);
    closed.push({ generation, proposals, results });
  }
}
