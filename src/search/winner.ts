/** What a search has found so far: the winner of one objective, the Pareto front of two. */
import { historyOf } from "./history";
import { lossesBySeed, meansOf, standingOf } from "./racing";
import { nondominated } from "./ranking";
import type { Generation, Proposal, SweepPlan } from "./types";

export interface Found {
  readonly proposal: Proposal;
  /** Mean over its seeds, in the order of the plan's. */
  readonly objectives: readonly number[];
  /** How many seeds all contenders have, so that means compare. */
  readonly seeds: number;
}

/**
 * Of one objective the winner, and after it those that further seeds have not separated from it: a tie where there are
 * any and each has all its seeds; without repeats those of exactly the same figure. Of two the Pareto front, by trial.
 * Only contenders are found: another trial's single seed may look better than their mean, by luck. Empty as long as no
 * trial is done.
 */
export function foundBy(plan: SweepPlan, closed: readonly Generation[]): readonly Found[] {
  const history = historyOf(closed, []);
  const { contenders, seeds } = standingOf(plan, history);
  const ranked = contenders.map((proposal) => {
    const rows = lossesBySeed(plan, history, proposal, seeds);
    return { trial: proposal.trial, proposal, losses: rows && meansOf(rows) };
  });
  const shown = plan.objectives.length === 1 ? raced(plan, ranked) : nondominated(ranked);
  return shown.flatMap(({ proposal, losses }) =>
    losses
      ? [{ proposal, seeds, objectives: losses.map((loss, i) => (plan.objectives[i].largerIsBetter ? -loss : loss)) }]
      : [],
  );
}

/** Without a race nothing is known of the others but their order; on few examples many have the same figure. */
function raced<T extends Ranked>({ repeats }: SweepPlan, contenders: readonly T[]): readonly T[] {
  if ((repeats?.most ?? 1) >= 2) return contenders;
  const best = contenders[0]?.losses?.[0];
  return contenders.filter(({ losses }, i) => i === 0 || (best !== undefined && losses?.[0] === best));
}

interface Ranked {
  readonly losses: readonly number[] | undefined;
}
