/**
 * What the extension host and the panel's page say to each other. The host keeps the history; the page can always be
 * rebuilt from it.
 */
import * as z from "zod";
import type { MetricName } from "../core/names";
import { at } from "./at";
import type { Event } from "./events";
import { type RunQuestion, runQuestions } from "./runQuestions";

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
  /** By which the best epoch is chosen, where the run recorded one. */
  bestMetric?: MetricName;
  imageShape?: number[];
}

/** Where a page should look: at the weights of an epoch, and at one of its tabs. */
export const lookSchema = z.object({ epoch: z.int().min(0).optional(), tab: z.string().optional() });
export type Look = z.output<typeof lookSchema>;

/** How a run goes: its history and what comes after it. */
export type StreamMessage =
  /** Everything so far; replaces what the page holds. */
  | { type: "history"; run: RunDescription; events: Event[] }
  | { type: "events"; events: Event[] }
  | {
      type: "state";
      state: RunState;
      /** Of a run that another machine's lock says is trained: that machine. */
      host?: string;
      /** Which of the page's buttons do something now. */
      can: { stop: boolean; pause: boolean; continue: boolean; resumeRun: boolean };
      /** What went wrong, in words, and the last lines of the log. */
      problem?: { message: string; log: string[] };
    };

/** To the page's question of this id. */
export type AnswerMessage = { type: "answer"; id: number } & ({ result: unknown } | { error: string });

export type HostMessage =
  | StreamMessage
  | AnswerMessage
  /** After the history: the page is moved, as if a person had. */
  | ({ type: "look" } & Look);

/** What a page may ask about a run: of its training process or of its folder. */
const questionNames = [
  ...(Object.keys(runQuestions) as RunQuestion[]),
  "data",
  "evaluation",
  "examples",
  "residuals",
  "example",
  "activations",
  "readPicture",
  "readDate",
  "units",
  "neuronPath",
  "predictions",
  "inputs",
  "weightDifference",
] as const;
export type QuestionName = (typeof questionNames)[number];

const askSchema = z.strictObject({
  type: z.literal("ask"),
  id: z.int(),
  /** Of the run: the page's own, or one of those that it compares. */
  folder: z.string(),
  /** Folder of another of them, which it is set against. */
  other: z.string().optional(),
  name: z.enum(questionNames),
  /** Checked by the child process that answers. */
  params: z.looseObject({}),
});
export type AskMessage = z.output<typeof askSchema>;

/** A file that a person saves: the host asks where. */
const saveSchema = z.strictObject({
  type: z.literal("save"),
  /** Without its ending, which is the kind. */
  name: z.string().regex(/^[\p{L}\p{N}-]{1,120}$/u),
  kind: z.enum(["png", "svg", "csv"]),
  data: z.union([z.string(), z.instanceof(Uint8Array)]),
});
export type SaveMessage = z.output<typeof saveSchema>;

/** For the clipboard. */
const copySchema = z.strictObject({ type: z.literal("copy"), text: z.string() });
export type CopyMessage = z.output<typeof copySchema>;

/** What every page says. */
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
]);
export type PageMessage = z.input<typeof pageMessageSchema>;
