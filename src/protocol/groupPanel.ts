/**
 * What the extension host and the page of a group say to each other. The host follows the folder and sends trials as
 * columns of numbers; the page draws, and finds the best trials by itself.
 */
import * as z from "zod";
import type { ScoreSummary } from "../core/resampled";
import type { SweepPlan } from "../search/types";
import { type AnswerMessage, type RunState, sharedMessages } from "./panel";
import type { TrialPart } from "./trialTable";

/**
 * Columns of the trials' table. `value(path)` is a number, or of a choice its place among the choices; `objective(i)`
 * is in the order of the plan; `figure(name)` was measured at the best epoch.
 */
export const trialColumn = {
  generation: "generation",
  seed: "seed",
  epochs: "epochs",
  /** Where it ended. */
  ended: "ended",
  best: "best",
  examples: "examples",
  repeats: "repeats",
  continues: "continues",
  value: (path: string) => `value ${path}`,
  objective: (i: number) => `objective ${i}`,
  figure: (name: string) => `figure ${name}`,
} as const;

/** Keys of what trials have in words. */
export const trialText = { message: "message", failure: "failure", host: "host" } as const;

export interface DescribedFolds {
  readonly folds: number;
  readonly repeats: number;
  readonly refit: boolean;
  readonly ordered: boolean;
  /** Of each trial. */
  readonly examples: readonly { readonly train: number; readonly validation: number }[];
  /** By which each network's best epoch is chosen. */
  readonly metric: string | undefined;
}

/** What a group is: nothing of it changes. */
export type GroupDescription = {
  /** Absolute path; the page keeps it in its state, so that a reloaded window finds the group again. */
  readonly folder: string;
  readonly network: string;
  /** UTC, ISO 8601. */
  readonly created: string;
} & (
  | { readonly kind: "sweep"; readonly plan: SweepPlan; readonly minutes: number | undefined }
  | { readonly kind: "folds"; readonly folds: DescribedFolds }
);

/** How far a group is. */
export interface GroupCourse {
  /** Generations that are closed, from the first on. */
  readonly closed: number;
  /** Everything that was there was read. */
  readonly isRead: boolean;
  /** Somebody trains, or did a moment ago. */
  readonly isWorking: boolean;
  /** Of folds: of every figure of the validation examples, once all have ended. */
  readonly scores?: Readonly<Record<string, ScoreSummary>>;
  /** How the training of the last network stands, where it was begun. */
  readonly final?: RunState;
  /** Why the folder cannot be read on. */
  readonly problem?: string;
}

export type GroupHostMessage =
  /** The page is new; the trials follow. */
  | { type: "group"; group: GroupDescription }
  | { type: "trials"; trials: TrialPart }
  | ({ type: "course" } & GroupCourse)
  | AnswerMessage;

const trial = z.int().min(0);

/** Parsed by the host: a page is never trusted. */
export const groupPageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  z.strictObject({ type: z.literal("open"), trial }),
  /** As a run of its own, with kept epochs. */
  z.strictObject({ type: z.literal("trainAgain"), trial }),
  z.strictObject({ type: z.literal("compare"), trials: z.array(trial).min(2) }),
  /** The network that learned all examples, after the folds. */
  z.strictObject({ type: z.literal("openFinal") }),
  z.strictObject({ type: z.literal("openConfig") }),
]);
export type GroupPageMessage = z.input<typeof groupPageMessageSchema>;
