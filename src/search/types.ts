/**
 * Input and output of a search: plain JSON, stored in a group's folder and reproducible by anyone. A plan and the
 * results of closed generations determine every proposal (docs/design/search.md).
 */

export type Value = number | string | boolean;

/**
 * A setting that a search varies, by its path in the config: "training.optimizer.learningRate", "layers[0].units",
 * "hiddenLayers". A range is drawn uniformly, `log` uniformly by order of magnitude (low > 0); an integer includes both
 * ends. A search `grid` requires choices in place of "range", "log" and integers by order of magnitude.
 */
export type Parameter = {
  readonly path: string;
  /**
   * Condition: the parameter is drawn only if these parameters have these values. A parameter that is not drawn, or not
   * in the space, has its value in `fixed`.
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
   * Number of settings to try, without repeats and promotions. Optional for grid: all points. A space with fewer
   * settings ends the search earlier, since the same settings and seed would give the same bits.
   */
  readonly trials?: number;
  /** Trials per generation; proposals of generation g use the results of generations <= g - 2. */
  readonly generation: number;
  readonly seed: number;
  /** halving: each rung keeps 1 / reduction of the trials and trains reduction times as long. Default 3. */
  readonly reduction?: number;
}

export interface SweepPlan {
  readonly space: Space;
  readonly search: SearchOptions;
  /** One or two objectives. */
  readonly objectives: readonly Objective[];
  /** The config's values of settings that a `when` may name. */
  readonly fixed: Readonly<Record<string, Value>>;
  /** Number of seeds of a contender, including its first one. */
  readonly repeats?: { readonly most: number };
  /** Limits for all trainings: trials, repeats and promotions. */
  readonly budget?: { readonly trials?: number; readonly examples?: number };
  /**
   * Largest number of examples in an epoch, whatever values are drawn. Required by a budget of examples, which reserves
   * what running trials may still use.
   */
  readonly examplesPerEpoch?: number;
  /** Epochs in the config; halving trains parts of them. */
  readonly epochs: number;
  /** Seed in the config, used by all trials but repeats. */
  readonly seed: number;
}

export interface Proposal {
  /** Trial number from 0, in the order of the generations. */
  readonly trial: number;
  readonly generation: number;
  /** Values of the drawn parameters (see when), in the order of the space. */
  readonly values: Readonly<Record<string, Value>>;
  readonly seed: number;
  /**
   * Epoch at which the trial ends, even if it continues another's. The learning-rate schedule is that of plan.epochs.
   */
  readonly epochs: number;
  /** The trial repeated with another seed (racing). */
  readonly repeats?: number;
  /** The trial continued from its last checkpoint (halving). */
  readonly continues?: number;
}

export interface TrialResult {
  readonly trial: number;
  readonly state: "done" | "failed";
  /** Values in the order of the objectives; empty if the trial failed. */
  readonly objectives: readonly number[];
  readonly failure?: string;
  /** Epoch at which the trial ended, counting those of a continued trial. */
  readonly epochs: number;
  /** Examples in all epochs of this trial, even a failed one: counted by `budget.examples`. */
  readonly examples: number;
}

/** A closed generation: all its trials have a result, sorted by trial. */
export interface Generation {
  readonly generation: number;
  readonly proposals: readonly Proposal[];
  readonly results: readonly TrialResult[];
}
