/** Reports which settings an ended sweep did not try because of its budget. */
import { inEnglish } from "../messages/say";
import { historyOf, settingsOf } from "./history";
import { draftsOf } from "./propose";
import type { Generation, SweepPlan } from "./types";

export interface BudgetLeft {
  /** Key of the `budget` that ended the sweep. */
  readonly by: "trials" | "examples" | "minutes";
  /** Number of tried and of planned settings; `planned` is undefined if the plan sets none. */
  readonly tried: number;
  readonly planned?: number | undefined;
}

/** Describes an ended sweep; undefined if it tried everything. @param closed all of its generations */
export function budgetLeft(plan: SweepPlan, closed: readonly Generation[]): BudgetLeft | undefined {
  const history = historyOf(closed, []);
  if (draftsOf(plan, history).length === 0) return undefined;
  const { trials = Number.POSITIVE_INFINITY, examples } = plan.budget ?? {};
  const by = history.proposals.length >= trials ? "trials" : examples === undefined ? "minutes" : "examples";
  return { by, tried: settingsOf(history).length, planned: plan.search.trials };
}

/** Returns a text such as "budget.trials ended it after 12 of 40 settings". */
export function budgetText({ by, tried, planned }: BudgetLeft, say = inEnglish): string {
  if (planned === undefined) return say("budget.{0} ended it after {1} settings", by, tried);
  if (tried < planned) return say("budget.{0} ended it after {1} of {2} settings", by, tried, planned);
  return say(
    "budget.{0} ended it after all {1} settings, before all longer trainings and repeats were done",
    by,
    planned,
  );
}
