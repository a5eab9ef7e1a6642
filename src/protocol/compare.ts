/** Messages between the extension host and the page that compares runs, which can always be rebuilt. */
import * as z from "zod";
import type { TaskName } from "../core/names";
import { type AnswerMessage, type RunDescription, type StreamMessage, sharedMessages } from "./panel";

export interface ComparedRun extends RunDescription {
  /** Distinguishing name: its network, if there are several, and its time. */
  name: string;
  seed: number;
  task: TaskName;
  /** sha256 (hex) of its data sources, in order. */
  data: string[];
  /** Number shared by configs that differ only in their seed. */
  group: number;
}

/** A setting that differs between runs. */
export interface ComparedSetting {
  /** Path such as `training.optimizer.learningRate`. */
  path: string;
  /** One value per run, in their order. */
  values: string[];
}

export type CompareHostMessage =
  /** The runs; replaces the page's data. */
  | {
      type: "compared";
      runs: ComparedRun[];
      settings: ComparedSetting[];
      /** Runs that cannot be shown, with the reasons. */
      missing: { folder: string; name: string; problem: string }[];
    }
  /** A message about one run, as for its own panel. */
  | { type: "run"; folder: string; message: StreamMessage }
  | AnswerMessage;

/** Parsed by the host: a page is never trusted. */
export const comparePageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  /** Request to choose other runs. */
  z.strictObject({ type: z.literal("choose") }),
  /** Request to open one run's panel. */
  z.strictObject({ type: z.literal("open"), folder: z.string() }),
]);
export type ComparePageMessage = z.input<typeof comparePageMessageSchema>;
