/**
 * The tree-structured Parzen estimator: Bergstra et al., Algorithms for Hyper-Parameter Optimization, 2011. Trials are
 * split into a good share and the rest; candidates are drawn from l, the joint density of the good ones, and the one
 * with the largest l / g, which has the largest expected improvement, is chosen. Failed trials rank last. Trials
 * without a result count as bad ones ("constant liar"), so that those of a generation differ.
 */
import { RandomStream } from "../core/random";
import { type History, isPending, lossesOf, settingsOf } from "./history";
import { ParzenEstimator, pointOf } from "./parzen";
import { randomDraw, type SettingsOf, streamOf } from "./random";
import { bestFirst } from "./ranking";
import { drawValues, fromUnit } from "./space";
import type { SweepPlan } from "./types";

/** Version of the proposals, incremented when the same plan and results give others. */
export const tpeVersion = 2;

/** Number of results before the first model. */
const startupTrials = 8;
/** Number of good trials: the share is the paper's, its limit Optuna's. */
const goodOf = (trials: number) => Math.min(25, Math.ceil(0.15 * trials));
const candidates = 24;
/** First stream element of TPE; those before belong to random search. */
const firstElement = 256;

export function tpeDraw(plan: SweepPlan, history: History): SettingsOf {
  const { space } = plan;
  const settings = settingsOf(history);
  const known = settings.filter((proposal) => !isPending(history, proposal));
  if (known.length < startupTrials) return latinHypercube(plan);
  const ranked = bestFirst(
    known.map(({ trial, values }) => ({ trial, values, losses: lossesOf(plan, history.results.get(trial)) })),
  );
  const good = ranked.slice(0, goodOf(ranked.length));
  const open = settings.filter((proposal) => isPending(history, proposal));
  const l = new ParzenEstimator(
    space,
    good.map(({ values }) => pointOf(space, values)),
  );
  const g = new ParzenEstimator(
    space,
    [...ranked.slice(good.length), ...open].map(({ values }) => pointOf(space, values)),
  );
  const others = g.size;
  return (trial, attempt, added) => {
    for (const values of added.slice(g.size - others)) g.add(pointOf(space, values));
    const components = streamOf(plan, trial, space.length);
    const streams = space.map((_, index) => streamOf(plan, trial, index));
    const drawn = Array.from({ length: candidates }, (_, candidate) => {
      const element = attempt * candidates + candidate;
      const component = l.component(components.uniform(element));
      return drawValues(plan, (_parameter, index) =>
        l.draw(component, index, streams[index].uniform(firstElement + element)),
      );
    });
    return best(drawn, (values) => {
      const point = pointOf(space, values);
      return l.density(point) / g.density(point);
    });
  };
}

/** Returns the first element with the largest score. */
function best<T>(all: readonly T[], score: (one: T) => number): T {
  const scores = all.map(score);
  return all[scores.indexOf(Math.max(...scores))];
}

/**
 * Stratifies the trials before the first model: one in each of equal parts of every parameter, in a random order per
 * parameter (McKay, Beckman and Conover, 1979). Repeated settings, and later trials, are drawn by random search.
 */
function latinHypercube(plan: SweepPlan): SettingsOf {
  const { generation, seed } = plan.search;
  const random = randomDraw(plan);
  const parts = generation * (Math.ceil(startupTrials / generation) + 1);
  const orders = plan.space.map((_, index) => {
    // Trials use the numbers of epoch 0.
    const stream = new RandomStream(seed, "search", { epoch: 1, layer: index });
    const keys = Array.from({ length: parts }, (_, part) => stream.uniform(part));
    return keys.map((_, part) => part).sort((a, b) => keys[a] - keys[b] || a - b);
  });
  return (trial, attempt, added) => {
    if (attempt > 0 || trial >= parts) return random(trial, attempt, added);
    return drawValues(plan, (parameter, index) =>
      fromUnit(parameter, (orders[index][trial] + streamOf(plan, trial, index).uniform(0)) / parts),
    );
  };
}
