/**
 * Messages between the extension host and the page of a group. The host follows the folder and sends trials as columns
 * of numbers; the page draws them and determines the best trials.
 */
import * as z from "zod";
import type { ScoreSummary } from "../core/resampled";
import type { SweepPlan } from "../search/types";
import { type AnswerMessage, type RunState, sharedMessages } from "./panel";
import type { TrialPart } from "./trialTable";

/**
 * Columns of the trials' table. `value(path)` is a number, or the index of a choice; `objective(i)` is in the order of
 * the plan; `figure(name)` was measured at the best epoch.
 */
export const trialColumn = {
  generation: "generation",
  seed: "seed",
  epochs: "epochs",
  /** Last epoch. */
  ended: "ended",
  best: "best",
  examples: "examples",
  repeats: "repeats",
  continues: "continues",
  value: (path: string) => `value ${path}`,
  objective: (i: number) => `objective ${i}`,
  figure: (name: string) => `figure ${name}`,
} as const;

/** Keys of a trial's texts. */
export const trialText = { message: "message", failure: "failure", host: "host" } as const;

export interface DescribedFolds {
  readonly folds: number;
  readonly repeats: number;
  readonly refit: boolean;
  readonly ordered: boolean;
  /** Number of examples per trial. */
  readonly examples: readonly { readonly train: number; readonly validation: number }[];
  /** Metric that determines each network's best epoch. */
  readonly metric: string | undefined;
}

/** The constant properties of a group. */
export type GroupDescription = {
  /** Absolute path; the page keeps it in its state, so that a reloaded window finds the group again. */
  readonly folder: string;
  readonly network: string;
  /** UTC in ISO 8601. */
  readonly created: string;
} & (
  | { readonly kind: "sweep"; readonly plan: SweepPlan; readonly minutes: number | undefined }
  | { readonly kind: "folds"; readonly folds: DescribedFolds }
);

/** The progress of a group. */
export interface GroupCourse {
  /** Number of closed generations, without gaps. */
  readonly closed: number;
  /** True once all existing data was read. */
  readonly isRead: boolean;
  /** True while a process trains, or did a moment ago. */
  readonly isWorking: boolean;
  /** Scores of folds by validation metric, once all have ended. */
  readonly scores?: Readonly<Record<string, ScoreSummary>>;
  /** State of the last network's training, once started. */
  readonly final?: RunState;
  /** The reason why the folder cannot be read any further. */
  readonly problem?: string;
}

export type GroupHostMessage =
  /** Sent to a new page; the trials follow. */
  | { type: "group"; group: GroupDescription }
  | { type: "trials"; trials: TrialPart }
  | ({ type: "course" } & GroupCourse)
  | AnswerMessage;

const trial = z.int().min(0);

/** Parsed by the host: a page is never trusted. */
export const groupPageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  z.strictObject({ type: z.literal("open"), trial }),
  /** Request to train a trial again as a separate run, with kept epochs. */
  z.strictObject({ type: z.literal("trainAgain"), trial }),
  z.strictObject({ type: z.literal("compare"), trials: z.array(trial).min(2) }),
  /** Request to open the network trained on all examples, after the folds. */
  z.strictObject({ type: z.literal("openFinal") }),
  z.strictObject({ type: z.literal("openConfig") }),
]);
export type GroupPageMessage = z.input<typeof groupPageMessageSchema>;
