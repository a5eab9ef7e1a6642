/** Random search: each trial's settings are drawn from its number alone, and never repeat earlier ones. */
import { RandomStream } from "../core/random";
import { gridPoints } from "./grid";
import { type History, settingsOf } from "./history";
import { drawValues, fromUnit, type Values } from "./space";
import type { SweepPlan } from "./types";

/** Number of redraws if settings were tried before; then the first untried point of the grid is used. */
const redraws = 16;
/** Stream elements per attempt, of which random search uses the first. */
const elementsPerAttempt = 16;
/** Largest number of points that are listed: in larger spaces 16 redraws find a new one. */
const maxListedPoints = 4096;

/** @param added settings of the same generation's earlier trials */
export type SettingsOf = (trial: number, attempt: number, added: readonly Values[]) => Values;

/** Returns the random numbers of one trial and parameter. */
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
 * Returns settings of the next `count` trials; fewer if the space has no more. Repeating settings with the same seed
 * would only give the same bits.
 */
export function newSettings(plan: SweepPlan, history: History, count: number, draw: SettingsOf): readonly Values[] {
  const key = (values: Values) => JSON.stringify(values);
  const tried = new Set(settingsOf(history).map(({ values }) => key(values)));
  const points = gridPoints(plan, maxListedPoints);
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
