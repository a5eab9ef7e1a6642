/** What a sweep says of a parameter: the value of the best trial, those of the best quarter, and how it matters. */
import { type Effect, effectOf, importanceOf } from "./importance";
import type { Seen } from "./marginals";
import { seenOf } from "./seen";
import type { Generation, Objective, SweepPlan, Value } from "./types";
import { type Found, foundBy } from "./winner";

export interface Advice {
  readonly path: string;
  /** Settings that were tried to their end; those that drew the parameter are `drawn`. */
  readonly trials: number;
  readonly drawn: number;
  readonly objectives: readonly Objective[];
  /** The winner, and what further seeds have not separated from it; of two objectives the Pareto front. */
  readonly found: readonly Found[];
  /** What the winner has; undefined where it did not draw it, and where there are two objectives. */
  readonly best?: Value | undefined;
  /** Values of the best quarter of those that drew it, by the first objective, the best first. */
  readonly quarter: readonly Value[];
  /** Share of the differences between trials that it explains by itself. */
  readonly importance?: number | undefined;
}

/** Of how many trials something can be said. */
const fewest = 4;

export class SweepAdvice {
  private readonly seen: readonly Seen[];
  private readonly found: readonly Found[];
  private readonly effects = new Map<string, Effect | undefined>();
  private importances: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly plan: SweepPlan,
    closed: readonly Generation[],
  ) {
    this.seen = seenOf(plan, closed);
    this.found = foundBy(plan, closed);
  }

  /** What the winner was trained with; undefined where none is done, or there are two objectives. */
  get winner(): Found | undefined {
    return this.plan.objectives.length === 1 ? this.found[0] : undefined;
  }

  get metric(): string {
    return this.plan.objectives[0].metric;
  }

  get trials(): number {
    return this.seen.length;
  }

  /** Undefined of a path that the sweep did not vary, or of too few trials. */
  on(path: string): Advice | undefined {
    const { plan, seen, found, winner } = this;
    const isVaried = plan.space.some((parameter) => parameter.path === path);
    const drawn = seen.filter(({ values }) => Object.hasOwn(values, path));
    if (!isVaried || drawn.length < fewest) return undefined;
    const sign = plan.objectives[0].largerIsBetter ? -1 : 1;
    const sorted = [...drawn].sort((a, b) => sign * (a.objective - b.objective));
    const quarter = sorted.slice(0, Math.ceil(sorted.length / 4)).map(({ values }) => values[path]);
    const best = winner?.proposal.values[path];
    const { objectives } = plan;
    const importance = this.importance(path);
    return { path, trials: seen.length, drawn: drawn.length, objectives, found, best, quarter, importance };
  }

  /** How the first objective changes from one value to another; undefined where one of them could not be drawn. */
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
