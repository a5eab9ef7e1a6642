/** What a budget has left untried of a sweep that is over: nobody is to think that it tried all it was to try. */
import { historyOf, settingsOf } from "./history";
import { draftsOf } from "./propose";
import type { Generation, SweepPlan } from "./types";

export interface BudgetLeft {
  /** The key of `budget` that ended it. */
  readonly by: "trials" | "examples" | "minutes";
  /** Settings that were tried, and those that were to be; undefined where the plan does not say. */
  readonly tried: number;
  readonly planned?: number | undefined;
}

/** Of a sweep that is over; undefined where it tried all. @param closed all of its generations */
export function budgetLeft(plan: SweepPlan, closed: readonly Generation[]): BudgetLeft | undefined {
  const history = historyOf(closed, []);
  if (draftsOf(plan, history).length === 0) return undefined;
  const { trials = Number.POSITIVE_INFINITY, examples } = plan.budget ?? {};
  const by = history.proposals.length >= trials ? "trials" : examples === undefined ? "minutes" : "examples";
  return { by, tried: settingsOf(history).length, planned: plan.search.trials };
}

/** "budget.trials ended it when 12 of 40 settings were tried" */
export function budgetText({ by, tried, planned }: BudgetLeft): string {
  if (planned === undefined) return `budget.${by} ended it when ${tried} settings were tried`;
  if (tried < planned) return `budget.${by} ended it when ${tried} of ${planned} settings were tried`;
  return `budget.${by} ended it when all ${planned} settings were tried, and not all of the longer trainings and repeats that were to follow`;
}
