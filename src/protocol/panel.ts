/** Messages between the extension host and the panel's page, which can always be rebuilt from the host's history. */
import * as z from "zod";
import type { MetricName } from "../core/names";
import { at } from "./at";
import type { Event } from "./events";
import { type RunQuestion, runQuestions } from "./runQuestions";

/** States of a run, from its last event, its lock and the connection to its process. */
const runStates = [
  "starting",
  "running",
  "paused",
  "completed",
  "early-stopped",
  "stopped",
  "interrupted",
  "failed",
  /** The run has no end event, and no process holds its lock. */
  "crashed",
] as const;
export type RunState = (typeof runStates)[number];

/** Properties of a run that the page needs besides its events. */
export interface RunDescription {
  /** Absolute path of the run folder; the page keeps it in its state, so that a reloaded window finds the run again. */
  folder: string;
  /** Name of the run folder. */
  id: string;
  /** Stem of the config's file name. */
  network: string;
  /** Units such as [784, 100, 10]; layer l has weights [shape[l], shape[l + 1]]. */
  shape: number[];
  activations: string[];
  epochs: number;
  batchSize: number;
  /** Metric that determines the best epoch, if the run recorded one. */
  bestMetric?: MetricName;
  imageShape?: number[];
}

/** Target of a navigation: the weights of an epoch, and a tab. */
export const panelTargetSchema = z.object({ epoch: z.int().min(0).optional(), tab: z.string().optional() });
export type PanelTarget = z.output<typeof panelTargetSchema>;

/** A run's history and its later events. */
export type StreamMessage =
  /** All events so far; replaces the page's data. */
  | { type: "history"; run: RunDescription; events: Event[] }
  | { type: "events"; events: Event[] }
  | {
      type: "state";
      state: RunState;
      /** The machine whose lock says that it trains the run. */
      host?: string;
      /** Buttons of the page that are enabled. */
      can: { stop: boolean; pause: boolean; continue: boolean; resumeRun: boolean };
      /** The problem, and the last lines of the log. */
      problem?: { message: string; log: string[] };
    };

/** The answer to the page's request with this id. */
export type AnswerMessage = { type: "answer"; id: number } & ({ result: unknown } | { error: string });

export type HostMessage =
  | StreamMessage
  | AnswerMessage
  /** Navigates the page, after the history. */
  | ({ type: "look" } & PanelTarget);

/** Requests of a page about a run, to its training process or its folder. */
const questionNames = [
  ...(Object.keys(runQuestions) as RunQuestion[]),
  "data",
  "evaluation",
  "examples",
  "residuals",
  "probabilities",
  "calibrate",
  "layerMap",
  "example",
  "activations",
  "readPicture",
  "readDate",
  "units",
  "neuronPath",
  "predictions",
  "inputs",
  "weightDifference",
  "importance",
  "dependence",
  "changes",
  "saliency",
  "classSaliency",
  "carryingUnits",
] as const;
export type QuestionName = (typeof questionNames)[number];

const askSchema = z.strictObject({
  type: z.literal("ask"),
  id: z.int(),
  /** Folder of the run: the page's own, or one of those it compares. */
  folder: z.string(),
  /** Folder of another run to compare with. */
  other: z.string().optional(),
  name: z.enum(questionNames),
  /** Checked by the child process that answers. */
  params: z.looseObject({}),
});
export type AskMessage = z.output<typeof askSchema>;

/** A file to save; the host asks for its path. */
const saveSchema = z.strictObject({
  type: z.literal("save"),
  /** Name without extension, which is the kind. */
  name: z.string().regex(/^[\p{L}\p{N}-]{1,120}$/u),
  kind: z.enum(["png", "svg", "csv", "gif", "webm"]),
  data: z.union([z.string(), z.instanceof(Uint8Array)]),
});
export type SaveMessage = z.output<typeof saveSchema>;

/** Text for the clipboard. */
const copySchema = z.strictObject({ type: z.literal("copy"), text: z.string() });
export type CopyMessage = z.output<typeof copySchema>;

/** Messages of all pages. */
export const sharedMessages = [
  z.strictObject({ type: z.literal("ready") }),
  askSchema,
  saveSchema,
  copySchema,
] as const;
export type SharedMessage = z.output<(typeof sharedMessages)[number]>;

/** Parsed by the host: a page is never trusted. */
export const pageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  z.strictObject({
    type: z.literal("command"),
    command: z.enum([
      "stop",
      "pause",
      "continue",
      "resumeRun",
      "trainAgain",
      "openConfig",
      "revealFolder",
      "showLog",
      "predict",
      "exportRun",
      "compareRuns",
    ]),
  }),
  /** Request to show one unscaled example step by step through the network, with these weights. */
  z.strictObject({
    type: z.literal("debug"),
    at,
    example: z.union([
      z.strictObject({ set: z.enum(["train", "validation", "test"]), index: z.int().min(0) }),
      z.strictObject({ values: z.array(z.number()) }),
    ]),
  }),
  /** Find the Moment: when training began to get an example right, or wrong. */
  z.strictObject({
    type: z.literal("moment"),
    example: z.strictObject({ set: z.enum(["train", "validation", "test"]), index: z.int().min(0) }),
    right: z.boolean(),
  }),
  /** Request for a config that starts from this run's weights, of this epoch or one that the user chooses. */
  z.strictObject({ type: z.literal("fork"), epoch: z.int().min(1).optional() }),
]);
export type PageMessage = z.input<typeof pageMessageSchema>;
