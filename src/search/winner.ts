/** Findings of a search so far: the winner of one objective, the Pareto front of two. */
import { historyOf } from "./history";
import { lossesBySeed, meansOf, standingOf } from "./racing";
import { nondominated } from "./ranking";
import type { Generation, Proposal, SweepPlan } from "./types";

export interface Found {
  readonly proposal: Proposal;
  /** Means over its seeds, in the order of the plan's objectives. */
  readonly objectives: readonly number[];
  /** Number of seeds that all contenders have, so that means are comparable. */
  readonly seeds: number;
}

/**
 * Returns, for one objective, the winner, then those that further seeds have not separated from it (a tie if each has
 * all its seeds), without repeats those with exactly the same figure; for two objectives the Pareto front, by trial.
 * Only contenders count: another trial's single seed may beat their mean by luck. Empty until a trial is done.
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

/** Without a race only the ranking is known, so only equal figures tie; with few examples they are frequent. */
function raced<T extends Ranked>({ repeats }: SweepPlan, contenders: readonly T[]): readonly T[] {
  if ((repeats?.most ?? 1) >= 2) return contenders;
  const best = contenders[0]?.losses?.[0];
  return contenders.filter(({ losses }, i) => i === 0 || (best !== undefined && losses?.[0] === best));
}

interface Ranked {
  readonly losses: readonly number[] | undefined;
}
