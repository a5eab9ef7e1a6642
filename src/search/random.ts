/** Random search: each trial's settings are drawn by its number alone, never one that was tried before. */
import { RandomStream } from "../core/random";
import { gridPoints } from "./grid";
import { type History, settingsOf } from "./history";
import { drawValues, fromUnit, type Values } from "./space";
import type { SweepPlan } from "./types";

/** Redraws of settings that were tried before; then the first point of the grid is taken that was not. */
const redraws = 16;
/** Random search takes the first element of a stream of each attempt. */
const elementsPerAttempt = 16;
/** Spaces with more points are not listed: 16 redraws find a new one there. */
const listed = 4096;

/** @param added those of the generation's trials before */
export type SettingsOf = (trial: number, attempt: number, added: readonly Values[]) => Values;

/** The numbers of one trial and parameter. */
export function streamOf({ search }: SweepPlan, trial: number, parameter: number): RandomStream {
  return new RandomStream(search.seed, "search", { batch: trial, layer: parameter });
}

export function randomDraw(plan: SweepPlan): SettingsOf {
  return (trial, attempt) =>
    drawValues(plan, (parameter, index) =>
      fromUnit(parameter, streamOf(plan, trial, index).uniform(attempt * elementsPerAttempt)),
    );
}

/**
 * Settings of the next `count` trials; fewer where the space has no further ones. The same settings with the same seed
 * would only be trained to the same bits again.
 */
export function newSettings(plan: SweepPlan, history: History, count: number, draw: SettingsOf): readonly Values[] {
  const key = (values: Values) => JSON.stringify(values);
  const tried = new Set(settingsOf(history).map(({ values }) => key(values)));
  const points = gridPoints(plan, listed);
  const added: Values[] = [];
  const first = history.proposals.length;
  for (let trial = first; trial < first + count; trial++) {
    const values =
      firstNew(redraws, (attempt) => draw(trial, attempt, added)) ?? points?.find((point) => !tried.has(key(point)));
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
