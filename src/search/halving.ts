/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization,
 * 2016), synchronous: when all trials of a rung have ended, the best 1 / reduction of them continue from their last
 * checkpoint, reduction times as long. Failed trials are not promoted; ties are broken by trial number.
 */
import { type Draft, type History, isPending, lossesOf, settingsOf } from "./history";
import { newSettings, randomDraw } from "./random";
import { bestFirst } from "./ranking";
import type { Proposal, SweepPlan } from "./types";

export interface Rung {
  readonly trials: number;
  /** Epoch at which the rung ends. */
  readonly epochs: number;
}

/** Returns the rungs: the last trains the config's epochs; the first has an epoch at least, the last a trial. */
export function rungsOf({ search, epochs }: SweepPlan): readonly Rung[] {
  const reduction = search.reduction ?? 3;
  const trials = [search.trials ?? 1];
  let shortest = epochs;
  while (Math.floor(trials[trials.length - 1] / reduction) >= 1 && shortest / reduction >= 1) {
    trials.push(Math.floor(trials[trials.length - 1] / reduction));
    shortest /= reduction;
  }
  return trials.map((count, i) => {
    let part = epochs;
    for (let later = i + 1; later < trials.length; later++) part /= reduction;
    return { trials: count, epochs: Math.round(part) };
  });
}

export function halvingDrafts(plan: SweepPlan, history: History): readonly Draft[] {
  const { seed, search } = plan;
  const rungs = rungsOf(plan);
  const added = settingsOf(history).length;
  const wanted = Math.min(search.generation, rungs[0].trials - added);
  const first = newSettings(plan, history, wanted, randomDraw(plan));
  if (first.length > 0) return first.map((values) => ({ values, seed, epochs: rungs[0].epochs }));
  let rung = settingsOf(history);
  for (const { trials, epochs } of rungs.slice(1)) {
    if (rung.some((proposal) => isPending(history, proposal))) return [];
    const promoted = promotedOf(plan, history, rung, trials);
    const trained = history.proposals.filter(
      (proposal) => proposal.continues !== undefined && proposal.epochs === epochs,
    );
    const left = promoted.filter(({ trial }) => !trained.some(({ continues }) => continues === trial));
    if (left.length > 0) {
      return left.slice(0, search.generation).map(({ values, trial }) => ({ values, seed, epochs, continues: trial }));
    }
    rung = trained;
  }
  return [];
}

function promotedOf(plan: SweepPlan, { results }: History, rung: readonly Proposal[], count: number) {
  const ranked = bestFirst(
    rung.map((proposal) => ({ ...proposal, losses: lossesOf(plan, results.get(proposal.trial)) })),
  );
  return ranked.filter(({ losses }) => losses).slice(0, count);
}
