/** What the extension host and the panel's page say to each other. The host keeps the history; the page can always be rebuilt from it. */
import * as z from "zod";
import { at } from "./at";
import type { Event } from "./events";
import { requestSchemas, type WeightPicture } from "./requests";

/** How a run stands, from its last event, its lock and whether its process answers. */
const runStates = [
  "starting",
  "running",
  "paused",
  "completed",
  "early-stopped",
  "stopped",
  "interrupted",
  "failed",
  /** No event says that it ended, and no process holds its lock. */
  "crashed",
] as const;
export type RunState = (typeof runStates)[number];

/** What the page needs to know of a run besides its events. */
export interface RunDescription {
  /** Absolute path of the run folder; the page keeps it in its state, so that a reloaded window finds the run again. */
  folder: string;
  /** Name of the run folder. */
  id: string;
  /** Stem of the config's file name. */
  network: string;
  /** As in [784, 100, 10]; layer l has weights [shape[l], shape[l + 1]]. */
  shape: number[];
  activations: string[];
  epochs: number;
  batchSize: number;
  imageShape?: number[];
}

/** Where a page should look: at the weights of an epoch, and at one of its tabs. */
export const lookSchema = z.object({ epoch: z.int().min(0).optional(), tab: z.string().optional() });
export type Look = z.output<typeof lookSchema>;

export type HostMessage =
  /** Everything so far; replaces what the page holds. */
  | { type: "history"; run: RunDescription; events: Event[] }
  | { type: "events"; events: Event[] }
  | {
      type: "state";
      state: RunState;
      /** Which of the page's buttons do something now. */
      can: { stop: boolean; pause: boolean; continue: boolean; resumeRun: boolean };
      /** What went wrong, in words, and the last lines of the log. */
      problem?: { message: string; log: string[] };
    }
  | { type: "weights"; picture: WeightPicture }
  | { type: "noWeights"; message: string }
  /** After the history: the page is moved, as if a person had. */
  | ({ type: "look" } & Look)
  /** To the page's question of this id. */
  | { type: "answer"; id: number; result: unknown }
  | { type: "answer"; id: number; error: string };

/** A file that a person saves: the host asks where. */
export const saveSchema = z.strictObject({
  type: z.literal("save"),
  /** Without its ending, which is the kind. */
  name: z.string().regex(/^[\p{L}\p{N}-]{1,120}$/u),
  kind: z.enum(["png", "svg", "csv"]),
  data: z.union([z.string(), z.instanceof(Uint8Array)]),
});
export type SaveMessage = z.output<typeof saveSchema>;

/** For the clipboard. */
export const copySchema = z.strictObject({ type: z.literal("copy"), text: z.string() });
export type CopyMessage = z.output<typeof copySchema>;

/** Parsed by the host: a page is never trusted. */
export const pageMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({
    type: z.literal("command"),
    command: z.enum([
      "stop",
      "pause",
      "continue",
      "resumeRun",
      "openConfig",
      "revealFolder",
      "showLog",
      "predict",
      "exportRun",
      "compareRuns",
    ]),
  }),
  /** One example step by step through the network, its values not scaled; with these weights. */
  z.strictObject({
    type: z.literal("debug"),
    at,
    example: z.union([
      z.strictObject({ set: z.enum(["train", "validation", "test"]), index: z.int().min(0) }),
      z.strictObject({ values: z.array(z.number()) }),
    ]),
  }),
  /** A new config that starts from this run's weights: of this epoch, else of one that the person picks. */
  z.strictObject({ type: z.literal("fork"), epoch: z.int().min(1).optional() }),
  /** What of the weights is on the screen now; null: nothing. The host asks the trainer for no more than this. */
  z.strictObject({ type: z.literal("show"), weights: requestSchemas.weights.params.nullable() }),
  saveSchema,
  copySchema,
  /** A question about the run's examples. The child process that answers checks the parameters. */
  z.strictObject({
    type: z.literal("ask"),
    id: z.int(),
    name: z.enum([
      "data",
      "evaluation",
      "examples",
      "residuals",
      "example",
      "activations",
      "units",
      "diagram",
      "surface",
      "costSurface",
      "neuronPath",
    ]),
    params: z.unknown(),
  }),
]);
export type QuestionName = Extract<z.output<typeof pageMessageSchema>, { type: "ask" }>["name"];
export type PageMessage = z.input<typeof pageMessageSchema>;
