/**
 * The proposals of a generation, a pure function of the plan and of the results of generations before the last: all
 * workers compute the same ones, and none waits for the slowest trial of the last generation.
 */
import { withinBudget } from "./budget";
import { checkPlan } from "./checkPlan";
import { gridOrder } from "./grid";
import { halvingDrafts } from "./halving";
import { type Draft, type History, historyOf, isPending, settingsOf } from "./history";
import { standingOf } from "./racing";
import { newSettings, randomDraw } from "./random";
import { tpeDraw } from "./tpe";
import type { Generation, Proposal, SweepPlan } from "./types";

/**
 * Returns the proposals, from the plan and the closed generations <= generation - 2, which must all be present; others
 * are ignored. Undefined: the search is over. Empty: nothing can start before generation - 1 has closed; an empty
 * generation is closed at once. Throws the errors of checkPlan.
 * @param planBefore the plan of the generation before, if the sweep was extended since
 */
export function proposeGeneration(
  plan: SweepPlan,
  generation: number,
  closed: readonly Generation[],
  planBefore = plan,
): readonly Proposal[] | undefined {
  checkPlan(plan);
  const known = Array.from({ length: Math.max(0, generation - 1) }, (_, g) => {
    const found = closed.find((one) => one.generation === g);
    if (!found) throw new Error(`Generation ${generation} needs the results of generation ${g}.`);
    return found;
  });
  // Proposals of the generation before are computed from what they could know, so its file need not be read.
  const earlier = known.slice(0, -1);
  const last = known.at(-1)?.proposals ?? [];
  const before = generation > 0 ? numbered(planBefore, generation - 1, historyOf(earlier, last)) : [];
  const next = numbered(plan, generation, historyOf(known, before));
  return next.length > 0 || before.length > 0 ? next : undefined;
}

function numbered(plan: SweepPlan, generation: number, history: History): readonly Proposal[] {
  const first = history.proposals.length;
  return withinBudget(plan, history, draftsOf(plan, history)).map((draft, i) => ({
    trial: first + i,
    generation,
    ...draft,
  }));
}

/** Returns drafts of the search; when all its results are known, of the race. Ignores the budget. */
export function draftsOf(plan: SweepPlan, history: History): readonly Draft[] {
  const searched = plan.search.type === "halving" ? halvingDrafts(plan, history) : settingsDrafts(plan, history);
  if (searched.length > 0 || history.proposals.some((proposal) => isPending(history, proposal))) return searched;
  return standingOf(plan, history).wanted.slice(0, plan.search.generation);
}

/** Returns full trainings of new settings. */
function settingsDrafts(plan: SweepPlan, history: History): readonly Draft[] {
  const { type, trials = Number.POSITIVE_INFINITY, generation } = plan.search;
  const tried = settingsOf(history).length;
  const count = Math.max(0, Math.min(generation, trials - tried));
  const settings =
    type === "grid"
      ? gridOrder(plan).slice(tried, tried + count)
      : newSettings(plan, history, count, type === "tpe" ? tpeDraw(plan, history) : randomDraw(plan));
  return settings.map((values) => ({ values, seed: plan.seed, epochs: plan.epochs }));
}
