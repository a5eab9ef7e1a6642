/**
 * What a search reads and says: plain JSON, so that it can lie in a group's folder and be computed again by anyone.
 * A plan and the results of closed generations determine every proposal (docs/design/search.md).
 */

export type Value = number | string | boolean;

/**
 * One setting that a search varies, by its path in the config: "training.optimizer.learningRate", "layers[0].units",
 * "hiddenLayers". A range is drawn evenly, `log` evenly by order of magnitude (low > 0); an integer takes both ends.
 * Search `grid` has no points for "range", "log" and an integer by order of magnitude: they must list them as a choice.
 */
export type Parameter = {
  readonly path: string;
  /**
   * It is drawn only where these parameters have these values; a parameter that is not drawn, or not in the space, has
   * its value of `fixed`.
   */
  readonly when?: Readonly<Record<string, Value>>;
} & (
  | { readonly kind: "range" | "log"; readonly low: number; readonly high: number }
  | { readonly kind: "integer"; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly kind: "choice"; readonly choices: readonly Value[] }
);

export type Space = readonly Parameter[];

export interface Objective {
  readonly metric: string;
  readonly largerIsBetter: boolean;
}

export interface SearchOptions {
  readonly type: "grid" | "random" | "halving" | "tpe";
  /**
   * Settings to try; repeats and promotions do not count. Left out by grid: all points. A space that has fewer
   * different settings ends the search earlier, since the same settings and seed would give the same bits.
   */
  readonly trials?: number;
  /** Trials per generation; proposals of generation g know the results of generations <= g - 2. */
  readonly generation: number;
  readonly seed: number;
  /** halving: each rung keeps 1 / reduction of the trials and trains reduction times as long. Default 3. */
  readonly reduction?: number;
}

export interface SweepPlan {
  readonly space: Space;
  readonly search: SearchOptions;
  /** One or two. */
  readonly objectives: readonly Objective[];
  /** Settings of the config itself that a `when` may name. */
  readonly fixed: Readonly<Record<string, Value>>;
  /** Seeds that a contender is trained with, its first one included. */
  readonly repeats?: { readonly most: number };
  /** Of all trainings: trials, repeats and promotions. */
  readonly budget?: { readonly trials?: number; readonly examples?: number };
  /**
   * Examples of an epoch, whatever values are drawn: at most this many. A budget of examples needs it, since it holds
   * back what the trials under way could still take.
   */
  readonly examplesPerEpoch?: number;
  /** As the config says; halving trains parts of it. */
  readonly epochs: number;
  /** Seed of the config: a trial that repeats no other trains with it. */
  readonly seed: number;
}

export interface Proposal {
  /** From 0, in the order of the generations. */
  readonly trial: number;
  readonly generation: number;
  /** Only of parameters that are drawn (see when), in the order of the space. */
  readonly values: Readonly<Record<string, Value>>;
  readonly seed: number;
  /** The epoch it ends at, also where it continues another's. The learning rate's schedule is that of plan.epochs. */
  readonly epochs: number;
  /** The trial whose settings are tried with another seed (racing). */
  readonly repeats?: number;
  /** The trial whose last checkpoint is trained on (halving). */
  readonly continues?: number;
}

export interface TrialResult {
  readonly trial: number;
  readonly state: "done" | "failed";
  /** In the order of the objectives; empty where failed. */
  readonly objectives: readonly number[];
  readonly failure?: string;
  /** The epoch it ended at, those of a continued trial included. */
  readonly epochs: number;
  /** Examples trained on, over all epochs of its own: what `budget.examples` counts, of a failed trial too. */
  readonly examples: number;
}

/** Closed: all its trials have a result, sorted by trial. */
export interface Generation {
  readonly generation: number;
  readonly proposals: readonly Proposal[];
  readonly results: readonly TrialResult[];
}
