/**
 * Requests to the child process per role, and their results. Requests carry an id and are answered once; an unknown
 * request is rejected with its name. Binary results are typed arrays (IPC with advanced serialization).
 */
import * as z from "zod";
import { agentRequests } from "./agentRequests";
import { inspectRequests } from "./inspectRequests";
import { once } from "./once";
import { errorFields } from "./port";
import { runQuestions } from "./runQuestions";
import { serveRequests } from "./serveRequests";
import type { weightKinds } from "./weightRequests";

const nothing = z.strictObject({});

/** The behaviour of a training without connected clients. */
const onCloseSchema = z.strictObject({
  action: z.enum(["stop", "continue"]),
  /** Time to wait for a client before stopping. */
  graceSeconds: z.number().min(0).max(86_400),
});
export type OnClose = z.output<typeof onCloseSchema>;

/** A process, as in a lock. */
const processSchema = z.strictObject({
  pid: z.int(),
  host: z.string(),
  boot: z.string().optional(),
  namespace: z.string().optional(),
  started: z.string().optional(),
});

/** `train CONFIG | resume RUN | take RUN`: one session. */
const trainRequests = {
  /** Finishes the minibatch, saves the checkpoint and ends with `done {reason: "stopped"}`. */
  stop: { params: nothing, result: nothing },
  /** Pauses before the next minibatch, until resume or stop. */
  pause: { params: nothing, result: nothing },
  resume: { params: nothing, result: nothing },
  /** Answered at once, to check the connection. */
  ping: { params: nothing, result: nothing },
  /** Changes a setting from the next minibatch on; recorded as a `changed` event. */
  apply: {
    params: z.strictObject({ path: z.string(), value: z.unknown() }),
    result: z.strictObject({ epoch: z.int(), batch: z.int() }),
  },
  /** Sets the behaviour without clients; `applies` is false for a training from a terminal, which ignores it. */
  onClose: { params: onCloseSchema, result: z.strictObject({ applies: z.boolean() }) },
  /**
   * Saves a checkpoint before the next minibatch and passes the lock with its token to the requesting process; the
   * result is the behaviour without clients. The training ends here without `done`, and continues there. Refused
   * (`hand-over`) by another version, and where the training's own process needs it.
   */
  handOver: {
    params: z.strictObject({ version: z.string(), to: processSchema }),
    result: z.strictObject({ token: z.string(), onClose: onCloseSchema.optional() }),
  },
  ...runQuestions,
  /** The values of a `layers` event, measured now. */
  statistics: { params: nothing, result: z.strictObject({ epoch: z.int(), layers: z.array(z.unknown()) }) },
} as const;

/** The requests that a child process answers, by its role. */
export const roleRequests = {
  train: () => trainRequests,
  serve: serveRequests,
  inspect: inspectRequests,
  agent: () => agentRequests,
} as const;
type RequestsOf<R extends Role> = ReturnType<(typeof roleRequests)[R]>;
/** Parameters and result of every request; a name has the same meaning in every role. */
export const requestSchemas = once(() => ({
  ...trainRequests,
  ...serveRequests(),
  ...inspectRequests(),
  ...agentRequests,
}));
type Schemas = ReturnType<typeof requestSchemas>;

export type Role = keyof typeof roleRequests;
export type RequestName<R extends Role = Role> = Extract<{ [Each in R]: keyof RequestsOf<Each> }[R], keyof Schemas>;
export type RequestParams<Name extends RequestName> = z.input<Schemas[Name]["params"]>;
export type RequestResult<Name extends RequestName> = z.output<Schemas[Name]["result"]>;
/** Parameters with defaults, as handlers get them. */
export type ParsedParams<Name extends RequestName> = z.output<Schemas[Name]["params"]>;
export type WeightKind = (typeof weightKinds)[number];
/** Summary of a config's data for the editor. */
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
    error: z.strictObject({ code: z.string(), message: z.string(), ...errorFields }),
  }),
]);
