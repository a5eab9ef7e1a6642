/**
 * What can be asked of the child process, per role, and what it answers. Requests carry an id and are answered once;
 * an unknown request is answered by name. Binary answers cross as typed arrays (IPC with advanced serialization).
 */
import * as z from "zod";

const layer = z.int().min(0);
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

/** What of a layer's matrix is asked for. */
export const weightKinds = ["weights", "gradient", "update", "change"] as const;

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
  /** Answers for a table, an array or pictures, written to `out`: CSV, or lines of JSON where it ends in .json or .jsonl. */
  predict: {
    params: z.strictObject({ input: z.string(), out: z.string() }),
    result: z.strictObject({ count: z.int() }),
  },
  /** The best weights for another program, written to `out` and beside it. */
  export: {
    params: z.strictObject({ format: z.enum(["npz", "onnx", "json", "js", "numpy"]), out: z.string() }),
    result: z.strictObject({ files: z.array(z.string()) }),
  },
  /** The run trained again, its weights compared: bit for bit, and by how much they differ. */
  verify: {
    params: nothing,
    result: z.strictObject({
      epoch: z.int(),
      backend: z.string(),
      again: z.string(),
      same: z.boolean(),
      difference: z.number(),
      relative: z.number(),
    }),
  },
} as const;

/** `inspect`: looks at data for the editor. */
const inspectRequests = {
  /** A config, to be put into `folder`, that learns from the data at `path`; of a table the column `label`, where it is given. */
  suggest: {
    params: z.strictObject({ path: z.string(), folder: z.string(), label: z.string().optional() }),
    result: z.strictObject({
      text: z.string(),
      summary: z.string(),
      labels: z.array(z.string()).optional(),
      label: z.string().optional(),
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

export type Request = z.output<typeof requestSchema>;
export type Response = z.output<typeof responseSchema>;
