/** Random search: each trial's settings are drawn by its number alone, never one that was tried before. */
import { RandomStream } from "../core/random";
import { gridPoints } from "./grid";
import { type History, settingsOf } from "./history";
import { type Draw, drawValues, fromUnit, type Values } from "./space";
import type { SweepPlan } from "./types";

/** Redraws of settings that were tried before; then the first point of the grid is taken that was not. */
const redraws = 16;
/** Elements of a stream that one attempt may use. */
export const elementsPerAttempt = 16;
/** Spaces with more points are not listed: 16 redraws find a new one there. */
const listed = 4096;

export type DrawOf = (trial: number, attempt: number) => Draw;

/** The numbers of one trial and parameter. */
export function streamOf({ search }: SweepPlan, trial: number, parameter: number): RandomStream {
  return new RandomStream(search.seed, "search", { batch: trial, layer: parameter });
}

export function randomDraw(plan: SweepPlan): DrawOf {
  return (trial, attempt) => (parameter, index) =>
    fromUnit(parameter, streamOf(plan, trial, index).uniform(attempt * elementsPerAttempt));
}

/**
 * Settings of the next `count` trials; fewer where the space has no further ones. The same settings with the same seed
 * would only be trained to the same bits again.
 */
export function newSettings(plan: SweepPlan, history: History, count: number, draw: DrawOf): readonly Values[] {
  const key = (values: Values) => JSON.stringify(values);
  const tried = new Set(settingsOf(history).map(({ values }) => key(values)));
  const points = gridPoints(plan, listed);
  const added: Values[] = [];
  const first = history.proposals.length;
  for (let trial = first; trial < first + count; trial++) {
    const values =
      firstNew(redraws, (attempt) => drawValues(plan, draw(trial, attempt))) ??
      points?.find((point) => !tried.has(key(point)));
    if (!values) break;
    tried.add(key(values));
    added.push(values);
  }
  return added;

  function firstNew(attempts: number, values: (attempt: number) => Values): Values | undefined {
    if (points && tried.size >= points.length) return undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const drawn = values(attempt);
      if (!tried.has(key(drawn))) return drawn;
    }
    return undefined;
  }
}
