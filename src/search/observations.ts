/** The data for importance and effects: each completely trained setting, with the mean over its seeds. */
import { historyOf, lossesOf } from "./history";
import type { Observation } from "./marginals";
import type { Generation, SweepPlan } from "./types";

/**
 * Returns settings with the first objective. Omits failed trials and those of a halving's lower rungs, whose figures,
 * after fewer epochs, are comparable only within their rung.
 */
export function observationsOf(plan: SweepPlan, closed: readonly Generation[]): Observation[] {
  const history = historyOf(closed, []);
  const means = new Means();
  for (const { trial, repeats, epochs } of history.proposals) {
    const result = history.results.get(trial);
    if (epochs < plan.epochs || !result || !lossesOf(plan, result)) continue;
    means.add(repeats ?? trial, result.objectives[0]);
  }
  const values = new Map(history.proposals.map((proposal) => [proposal.trial, proposal.values]));
  return means.of((setting) => values.get(setting) ?? {});
}

/** Means over the seeds of each setting. A setting has the number of its first trial. */
export class Means {
  private readonly sums = new Map<number, { total: number; seeds: number }>();

  /** Number of settings. */
  get size(): number {
    return this.sums.size;
  }

  add(setting: number, objective: number): void {
    const { total, seeds } = this.sums.get(setting) ?? { total: 0, seeds: 0 };
    this.sums.set(setting, { total: total + objective, seeds: seeds + 1 });
  }

  /** Returns settings in the order of their first figures: all, or at most `most`, spread evenly. */
  of(valuesOf: (setting: number) => Observation["values"], most = this.size): Observation[] {
    const all = [...this.sums];
    const every = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(all.length, most) }, (_, k) => {
      const [setting, { total, seeds }] = all[Math.floor(k * every)];
      return { values: valuesOf(setting), objective: total / seeds };
    });
  }
}
