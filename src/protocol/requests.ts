/**
 * What can be asked of the child process, per role, and what it answers. Requests carry an id and are answered once;
 * an unknown request is answered by name. Binary answers cross as typed arrays (IPC with advanced serialization).
 */
import * as z from "zod";
import { backendNames } from "../core/names";

const layer = z.int().min(0);
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

/** What of a layer's matrix is asked for. */
const weightKinds = ["weights", "gradient", "update", "change"] as const;

const nothing = z.strictObject({});

const weightParams = z.strictObject({
  layer,
  what: z.enum(weightKinds).default("weights"),
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
  pictures: z.boolean().default(false),
  first: z.int().min(0).default(0),
});

const weightResult = z.strictObject({
  layer,
  what: z.enum(weightKinds),
  epoch: z.int(),
  batch: z.int(),
  /** The full matrix: W is [inputs, units]. */
  inputs: z.int(),
  units: z.int(),
  /** As they were asked for: a page tells an answer of now from one of a moment ago. */
  pictures: z.boolean(),
  first: z.int(),
  /** Of values: [rows, columns]; rows run along the inputs (with `pictures`: along the units). */
  rows: z.int(),
  columns: z.int(),
  values: float32,
  /** Largest absolute value in the full matrix. */
  largest: z.number(),
});

/** `train CONFIG | resume RUN`: one session. */
const trainRequests = {
  /** Finish the minibatch, save the checkpoint and end with `done {reason: "stopped"}`. */
  stop: { params: nothing, result: nothing },
  /** Hold before the next minibatch, until resume or stop. */
  pause: { params: nothing, result: nothing },
  resume: { params: nothing, result: nothing },
  /** A changed setting, from the next minibatch on; recorded as a `changed` event. */
  apply: {
    params: z.strictObject({ path: z.string(), value: z.unknown() }),
    result: z.strictObject({ epoch: z.int(), batch: z.int() }),
  },
  /**
   * The weights of one layer as they are now, no larger than `rows` × `columns`: a larger matrix is averaged over cells.
   * With `pictures` the incoming weights of single units are asked for in full: [units, inputs], at most `rows` units from `first` on.
   */
  weights: { params: weightParams, result: weightResult },
  /** The newest `layers` event's figures, measured now. */
  statistics: { params: nothing, result: z.strictObject({ epoch: z.int(), layers: z.array(z.unknown()) }) },
} as const;

/** `serve RUN`: the folder of a run, finished or not. */
const serveRequests = {
  /** As `weights`, from the file of an epoch that was kept; from the best when no epoch is named. */
  epochWeights: {
    params: z.strictObject({ ...weightParams.shape, epoch: z.int().min(0).optional() }),
    result: weightResult,
  },
} as const;

const sizes = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

/** `inspect`: what the editor asks while a config is written. Answers are cached by path, size and time of the files. */
const inspectRequests = {
  /** Every backend of this machine, and for those that are not there what is missing. */
  backends: {
    params: nothing,
    result: z.array(z.strictObject({ name: z.enum(backendNames), available: z.boolean(), description: z.string() })),
  },
  /** What the `data` of a config describes; rejects with the code and message that training would fail with. */
  summarizeData: {
    params: z.strictObject({
      /** Folder of the config: relative paths start there. */
      baseDir: z.string(),
      /** The config's `data`, as it is written. */
      data: z.unknown(),
    }),
    result: z.strictObject({
      task: z.enum(["classification", "regression"]),
      inputs: z.int(),
      imageShape: z.array(z.int()).optional(),
      examples: sizes,
      /** Examples of each class, in the order of the labels; empty for regression. */
      classes: z.array(z.strictObject({ name: z.string(), ...sizes.shape })),
      /** Of the training inputs before scaling. */
      minimum: z.number(),
      maximum: z.number(),
      /** Share of the training inputs that are not zero. */
      density: z.number(),
      /** All of it in one line. */
      text: z.string(),
      /** The first training examples before scaling: values [inputs], and the class where there are classes. */
      samples: z.array(z.strictObject({ label: z.int().optional(), values: float32 })),
    }),
  },
} as const;

/** The requests that a child process answers, by the role it was started in. */
export const roleRequests = { train: trainRequests, serve: serveRequests, inspect: inspectRequests } as const;
/** Parameters and result of every request; a name means the same in every role. */
export const requestSchemas = { ...trainRequests, ...serveRequests, ...inspectRequests } as const;

export type Role = keyof typeof roleRequests;
export type RequestName<R extends Role = Role> = Extract<
  { [Each in R]: keyof (typeof roleRequests)[Each] }[R],
  keyof typeof requestSchemas
>;
export type RequestParams<Name extends RequestName> = z.input<(typeof requestSchemas)[Name]["params"]>;
export type RequestResult<Name extends RequestName> = z.output<(typeof requestSchemas)[Name]["result"]>;
/** Defaults filled in: what a handler gets. */
export type ParsedParams<Name extends RequestName> = z.output<(typeof requestSchemas)[Name]["params"]>;
export type WeightKind = (typeof weightKinds)[number];
/** What the editor knows of a config's data. */
export type DataSummary = RequestResult<"summarizeData">;
/** A picture of one layer's matrix. */
export type WeightPicture = RequestResult<"weights">;

export const requestSchema = z.strictObject({
  type: z.literal("request"),
  id: z.int(),
  name: z.string(),
  params: z.unknown(),
});

export const responseSchema = z.union([
  z.strictObject({ type: z.literal("response"), id: z.int(), result: z.unknown() }),
  z.strictObject({
    type: z.literal("response"),
    id: z.int(),
    error: z.strictObject({ code: z.string(), message: z.string() }),
  }),
]);
