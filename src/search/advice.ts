/** A sweep's findings about a parameter: the best trial's value, those of the best quarter, and its importance. */
import { type Effect, effectOf, importanceOf } from "./importance";
import type { Observation } from "./marginals";
import { observationsOf } from "./observations";
import type { Generation, Objective, SweepPlan, Value } from "./types";
import { type Found, foundBy } from "./winner";

export interface Advice {
  readonly path: string;
  /** Number of settings trained to their end; `drawn` counts those that drew the parameter. */
  readonly trials: number;
  readonly drawn: number;
  readonly objectives: readonly Objective[];
  /** The winner, and those not separated from it by further seeds; with two objectives the Pareto front. */
  readonly found: readonly Found[];
  /** The winner's value; undefined if the winner did not draw it, and with two objectives. */
  readonly best?: Value | undefined;
  /** Values of the best quarter of the settings that drew it, by the first objective, best first. */
  readonly quarter: readonly Value[];
  /** Share of the variance between trials that the parameter explains by itself. */
  readonly importance?: number | undefined;
}

/** Smallest number of trials for advice. */
const minTrials = 4;

export class SweepAdvice {
  private readonly seen: readonly Observation[];
  private readonly found: readonly Found[];
  private readonly effects = new Map<string, Effect | undefined>();
  private importances: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly plan: SweepPlan,
    closed: readonly Generation[],
  ) {
    this.seen = observationsOf(plan, closed);
    this.found = foundBy(plan, closed);
  }

  /** The winning settings; undefined if no trial is done, or with two objectives. */
  get winner(): Found | undefined {
    return this.plan.objectives.length === 1 ? this.found[0] : undefined;
  }

  get metric(): string {
    return this.plan.objectives[0].metric;
  }

  get trials(): number {
    return this.seen.length;
  }

  /** Returns advice on a path; undefined if the sweep does not vary it, or with too few trials. */
  on(path: string): Advice | undefined {
    const { plan, seen, found, winner } = this;
    const isVaried = plan.space.some((parameter) => parameter.path === path);
    const drawn = seen.filter(({ values }) => Object.hasOwn(values, path));
    if (!isVaried || drawn.length < minTrials) return undefined;
    const sign = plan.objectives[0].largerIsBetter ? -1 : 1;
    const sorted = [...drawn].sort((a, b) => sign * (a.objective - b.objective));
    const quarter = sorted.slice(0, Math.ceil(sorted.length / 4)).map(({ values }) => values[path]);
    const best = winner?.proposal.values[path];
    const { objectives } = plan;
    const importance = this.importance(path);
    return { path, trials: seen.length, drawn: drawn.length, objectives, found, best, quarter, importance };
  }

  /** Returns the change of the first objective from one value to another; undefined if one could not be drawn. */
  effect(path: string, from: Value, to: Value): Effect | undefined {
    const key = JSON.stringify([path, from, to]);
    if (!this.effects.has(key)) {
      const { seed } = this.plan.search;
      this.effects.set(key, effectOf(this.plan.space, this.seen, { path, from, to, seed }));
    }
    return this.effects.get(key);
  }

  private importance(path: string): number | undefined {
    const { space, search } = this.plan;
    this.importances ??= new Map(
      importanceOf(space, this.seen, search.seed).map((each) => [each.path, each.importance]),
    );
    return this.importances.get(path);
  }
}
