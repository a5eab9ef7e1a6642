/**
 * What the extension host and the page that compares runs say to each other. As with a run's panel the page can always
 * be rebuilt.
 */
import * as z from "zod";
import type { TaskName } from "../core/names";
import { type AnswerMessage, type RunDescription, type StreamMessage, sharedMessages } from "./panel";

export interface ComparedRun extends RunDescription {
  /** What tells it from the others: its network, where there are several, and its time. */
  name: string;
  seed: number;
  task: TaskName;
  /** sha256 (hex) of the sources of its data, in order. */
  data: string[];
  /** Configs of one group differ in their seed alone. */
  group: number;
}

/** A setting that is not the same in all runs. */
export interface ComparedSetting {
  /** As in `training.optimizer.learningRate`. */
  path: string;
  /** One for each run, in their order. */
  values: string[];
}

export type CompareHostMessage =
  /** Which runs; replaces what the page holds. */
  | {
      type: "compared";
      runs: ComparedRun[];
      settings: ComparedSetting[];
      /** Runs that cannot be shown, and why. */
      missing: { folder: string; name: string; problem: string }[];
    }
  /** Of one of them, as to its own panel. */
  | { type: "run"; folder: string; message: StreamMessage }
  | AnswerMessage;

/** Parsed by the host: a page is never trusted. */
export const comparePageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  /** Other runs, or more of them: the person picks. */
  z.strictObject({ type: z.literal("choose") }),
  /** The panel of one of them. */
  z.strictObject({ type: z.literal("open"), folder: z.string() }),
]);
export type ComparePageMessage = z.input<typeof comparePageMessageSchema>;
