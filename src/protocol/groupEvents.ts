/**
 * What `sweep --json` says of a group: how its trials come and go. With `--events` the events of each trial's own run
 * stand between them, each with the number of the trial as its member `trial`.
 */
import type { BudgetLeft } from "../search/budgetLeft";

type Value = number | string | boolean;

/** First and last: what the group is, and what it has come to. */
export interface GroupEvent {
  readonly type: "group";
  /** Absolute path of the group's folder. */
  readonly group: string;
  readonly kind: string;
  /** "stopped": it can be gone on with. */
  readonly state: "running" | "over" | "stopped";
  readonly objectives: readonly { readonly metric: string; readonly largerIsBetter: boolean }[];
  /** Trials that have ended. */
  readonly done: number;
  readonly failed: number;
  /** Of one that is over, where its budget left something untried. */
  readonly budget?: BudgetLeft | undefined;
  /** What was found: the best, and those that are not separated from it; of two objectives the Pareto front. */
  readonly found: readonly FoundTrial[];
}

export interface FoundTrial {
  readonly trial: number;
  readonly values: Readonly<Record<string, Value>>;
  /** Means over its seeds, in the order of the group's objectives. */
  readonly objectives: readonly number[];
  readonly seeds: number;
  /** Absolute path of its run folder. */
  readonly run: string;
}

/** A trial begins, is given back, or ends. */
export interface TrialEvent {
  readonly type: "trial";
  readonly trial: number;
  readonly generation: number;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly values: Readonly<Record<string, Value>>;
  readonly seed: number;
  readonly epochs: number;
  readonly repeats?: number | undefined;
  readonly continues?: number | undefined;
  /** Of one that is done. */
  readonly objectives?: readonly number[];
  readonly bestEpoch?: number;
  /** Of one that has failed: the code of the error, and its sentence. */
  readonly failure?: string | undefined;
  readonly message?: string | undefined;
}

/** All trials of a generation have ended. */
interface GenerationEvent {
  readonly type: "generation";
  readonly generation: number;
  readonly trials: number;
}

export type AnyGroupEvent = GroupEvent | TrialEvent | GenerationEvent;
