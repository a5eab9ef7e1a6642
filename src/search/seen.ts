/** The data for importance and effects: each completely trained setting, with the mean over its seeds. */
import { historyOf, lossesOf } from "./history";
import type { Seen } from "./marginals";
import type { Generation, SweepPlan } from "./types";

/**
 * Returns settings with the first objective. Omits failed trials and those of a halving's lower rungs, whose figures,
 * after fewer epochs, are comparable only within their rung.
 */
export function seenOf(plan: SweepPlan, closed: readonly Generation[]): Seen[] {
  const history = historyOf(closed, []);
  const figures = new Map<number, number[]>();
  for (const { trial, repeats, epochs } of history.proposals) {
    const result = history.results.get(trial);
    if (epochs < plan.epochs || !lossesOf(plan, result)) continue;
    const of = repeats ?? trial;
    figures.set(of, [...(figures.get(of) ?? []), ...(result?.objectives.slice(0, 1) ?? [])]);
  }
  const values = new Map(history.proposals.map((proposal) => [proposal.trial, proposal.values]));
  return [...figures].map(([trial, seeds]) => ({
    values: values.get(trial) ?? {},
    objective: seeds.reduce((sum, value) => sum + value, 0) / seeds.length,
  }));
}
