/** What the extension host and the page that compares runs say to each other. As with a run's panel the page can always be rebuilt. */
import * as z from "zod";
import { copySchema, type HostMessage, type RunDescription, saveSchema } from "./panel";

export interface ComparedRun extends RunDescription {
  /** What tells it from the others: its network, where there are several, and its time. */
  name: string;
  seed: number;
  task: "classification" | "regression";
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
  | { type: "run"; folder: string; message: Extract<HostMessage, { type: "history" | "events" | "state" }> }
  /** To the page's question of this id. */
  | { type: "answer"; id: number; result: unknown }
  | { type: "answer"; id: number; error: string };

/** Parsed by the host: a page is never trusted. */
export const comparePageMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  /** Other runs, or more of them: the person picks. */
  z.strictObject({ type: z.literal("choose") }),
  /** The panel of one of them. */
  z.strictObject({ type: z.literal("open"), folder: z.string() }),
  saveSchema,
  copySchema,
  /** A question to the child process of one of the runs, which checks the parameters; `other` is the folder of another of them. */
  z.strictObject({
    type: z.literal("ask"),
    id: z.int(),
    folder: z.string(),
    other: z.string().optional(),
    name: z.enum(["data", "predictions", "inputs", "weightDifference"]),
    params: z.looseObject({}),
  }),
]);
export type CompareQuestion = Extract<z.output<typeof comparePageMessageSchema>, { type: "ask" }>["name"];
export type ComparePageMessage = z.input<typeof comparePageMessageSchema>;
