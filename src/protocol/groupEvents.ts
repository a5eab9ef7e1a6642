/**
 * Events of `sweep --json`: the course of a group's trials. With `--events` the events of each trial's run are
 * inserted, with the trial's number as a member `trial`.
 */
import type { Said } from "../messages/said";
import type { BudgetLeft } from "../search/budgetLeft";

type Value = number | string | boolean;

/** The first and the last event: the group and its result. */
export interface GroupEvent {
  readonly type: "group";
  /** Absolute path of the group's folder. */
  readonly group: string;
  readonly kind: string;
  /** "stopped": it can be resumed. */
  readonly state: "running" | "over" | "stopped";
  readonly objectives: readonly { readonly metric: string; readonly largerIsBetter: boolean }[];
  /** Number of ended trials. */
  readonly done: number;
  readonly failed: number;
  /** Settings that the budget left untried, if the group is over. */
  readonly budget?: BudgetLeft | undefined;
  /** The best trial, and those not separated from it; with two objectives the Pareto front. */
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

/** A trial starts, is returned, or ends. */
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
  /** Objectives of a completed trial. */
  readonly objectives?: readonly number[];
  readonly bestEpoch?: number;
  /** Code and message of a failed trial's error. */
  readonly failure?: string | undefined;
  readonly message?: string | undefined;
  /** What the message is made of. */
  readonly said?: Said;
}

/** All trials of a generation have ended. */
interface GenerationEvent {
  readonly type: "generation";
  readonly generation: number;
  readonly trials: number;
}

export type AnyGroupEvent = GroupEvent | TrialEvent | GenerationEvent;
