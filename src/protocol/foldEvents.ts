/** What the training of folds says, beside what each of its runs says: lines of `train --json`. */
import type { ScoreSummary } from "../core/resampled";
import type { Best, Event, Started } from "./events";

/** The folder is there; said first. */
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
  /** What is divided into folds, and the test examples. */
  readonly examples: { readonly train: number; readonly test: number };
  /** What of the data is none of the examples, as the event `started` of a run says it. */
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
  /** What was measured at the end of the best epoch. */
  readonly figures?: Readonly<Record<string, number>>;
  /** The code of what ended it, and what is wrong. */
  readonly failure?: string;
  readonly message?: string;
}

/** All folds have ended. */
export interface FoldsMeasured {
  readonly type: "folds";
  /** By metric, as "validationAccuracy". */
  readonly scores: Readonly<Record<string, ScoreSummary>>;
  /** The median of the best epochs: so many the last network is trained. */
  readonly epochs: number;
}

/** The last network, which learned all examples. */
export interface FinalTrained {
  readonly type: "final";
  readonly run: string;
  readonly epochs: number;
  readonly examples: { readonly train: number; readonly test: number };
  /** On the test examples, where there are some. */
  readonly figures: Readonly<Record<string, number>>;
}

/** The training of the group ends here. */
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

/** What a run of the group says of itself, where that is wanted: of a fold, or of the last network. */
export type FoldsRunEvent = Event & ({ readonly trial: number } | { readonly final: true });

export type FoldsEvent = FoldsBegun | FoldEnded | FoldsMeasured | FinalTrained | FoldsWarned | FoldsDone;
