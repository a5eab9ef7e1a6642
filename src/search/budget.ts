/** Exact budgets: a trial starts only if it and all running trials can end within the budget. */
import type { Draft, History } from "./history";
import type { Proposal, SweepPlan } from "./types";

/** Returns the first drafts, as many as fit into the budget. */
export function withinBudget(plan: SweepPlan, history: History, drafts: readonly Draft[]): readonly Draft[] {
  const { trials = Number.POSITIVE_INFINITY, examples = Number.POSITIVE_INFINITY } = plan.budget ?? {};
  let trialsLeft = trials - history.proposals.length;
  let examplesLeft = examples - spentOrHeld(plan, history);
  const room = drafts.findIndex((draft) => {
    trialsLeft -= 1;
    examplesLeft -= maxExamples(plan, history, draft);
    return trialsLeft < 0 || examplesLeft < 0;
  });
  return room < 0 ? drafts : drafts.slice(0, room);
}

/** Counts the actual examples of ended trials and the largest possible number of running ones. */
function spentOrHeld(plan: SweepPlan, history: History): number {
  return history.proposals.reduce(
    (sum, proposal: Proposal) =>
      sum + (history.results.get(proposal.trial)?.examples ?? maxExamples(plan, history, proposal)),
    0,
  );
}

function maxExamples(plan: SweepPlan, { results }: History, { epochs, continues }: Draft): number {
  if (plan.budget?.examples === undefined) return 0;
  const before = continues === undefined ? 0 : (results.get(continues)?.epochs ?? 0);
  return (epochs - before) * (plan.examplesPerEpoch ?? Number.POSITIVE_INFINITY);
}
