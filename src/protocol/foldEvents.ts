/** Events of a group of folds, in addition to those of its runs: lines of `train --json`. */
import type { ScoreSummary } from "../core/resampled";
import type { Said } from "../messages/said";
import type { Best, Event, Started } from "./events";

/** The group folder exists; the first event. */
export interface FoldsBegun {
  readonly type: "group";
  readonly kind: "folds";
  /** Absolute path of the group folder. */
  readonly group: string;
  readonly folds: number;
  readonly repeats: number;
  readonly backend: string;
  readonly seed: number;
  /** Units of every layer, the inputs first. */
  readonly shape: readonly number[];
  /** Number of examples that are divided into folds, and of test examples. */
  readonly examples: { readonly train: number; readonly test: number };
  /** Parts of the data that are no examples, as in a run's event `started`. */
  readonly leftOut?: Started["leftOut"];
}

/** A fold has ended, now or in an earlier session. */
export interface FoldEnded {
  readonly type: "trial";
  readonly trial: number;
  readonly repeat: number;
  readonly fold: number;
  /** Absolute path of its run folder. */
  readonly run: string;
  readonly state: "done" | "failed";
  readonly examples: { readonly train: number; readonly validation: number };
  readonly epochs: number;
  readonly best?: Best;
  /** Metrics at the end of the best epoch. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Code and message of the error that ended it. */
  readonly failure?: string;
  readonly message?: string;
  /** What the message is made of. */
  readonly said?: Said;
}

/** All folds have ended. */
export interface FoldsMeasured {
  readonly type: "folds";
  /** Scores by metric, such as "validationAccuracy". */
  readonly scores: Readonly<Record<string, ScoreSummary>>;
  /** Median of the best epochs: number of epochs of the last network. */
  readonly epochs: number;
}

/** The last network, trained on all examples. */
export interface FinalTrained {
  readonly type: "final";
  readonly run: string;
  readonly epochs: number;
  readonly examples: { readonly train: number; readonly test: number };
  /** Metrics on the test examples, if there are any. */
  readonly figures: Readonly<Record<string, number>>;
}

/** The last event of the group. */
export interface FoldsDone {
  readonly type: "done";
  readonly reason: "completed" | "stopped" | "interrupted";
  readonly seconds: number;
}

interface FoldsWarned {
  readonly type: "warning";
  readonly code: string;
  readonly message: string;
}

/** An event of one of the group's runs, on request: of a fold, or of the last network. */
export type FoldsRunEvent = Event & ({ readonly trial: number } | { readonly final: true });

export type FoldsEvent = FoldsBegun | FoldEnded | FoldsMeasured | FinalTrained | FoldsWarned | FoldsDone;
