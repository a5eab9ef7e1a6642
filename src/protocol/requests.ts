/**
 * What can be asked of the child process, per role, and what it answers. Requests carry an id and are answered once;
 * an unknown request is answered by name. Binary answers cross as typed arrays (IPC with advanced serialization).
 */
import * as z from "zod";
import { inspectRequests } from "./inspectRequests";
import { runQuestions } from "./runQuestions";
import { serveRequests } from "./serveRequests";
import type { weightKinds } from "./weightRequests";

const nothing = z.strictObject({});

/** What a training does that no window and nobody else is connected to. */
const onCloseSchema = z.strictObject({
  action: z.enum(["stop", "continue"]),
  /** How long it waits for one before it stops. */
  graceSeconds: z.number().min(0).max(86_400),
});
export type OnClose = z.output<typeof onCloseSchema>;

/** As a lock names it. */
const processSchema = z.strictObject({
  pid: z.int(),
  host: z.string(),
  boot: z.string().optional(),
  namespace: z.string().optional(),
  started: z.string().optional(),
});

/** `train CONFIG | resume RUN | take RUN`: one session. */
const trainRequests = {
  /** Finish the minibatch, save the checkpoint and end with `done {reason: "stopped"}`. */
  stop: { params: nothing, result: nothing },
  /** Hold before the next minibatch, until resume or stop. */
  pause: { params: nothing, result: nothing },
  resume: { params: nothing, result: nothing },
  /** Answered at once, to see that somebody is there. */
  ping: { params: nothing, result: nothing },
  /** A changed setting, from the next minibatch on; recorded as a `changed` event. */
  apply: {
    params: z.strictObject({ path: z.string(), value: z.unknown() }),
    result: z.strictObject({ epoch: z.int(), batch: z.int() }),
  },
  /** What happens without a client; `applies` is false where a terminal started the training, which nothing changes. */
  onClose: { params: onCloseSchema, result: z.strictObject({ applies: z.boolean() }) },
  /**
   * Save a checkpoint before the next minibatch and put the lock, with its token, into the name of the process that
   * asks; the answer says what happens without a client. The training ends here, without `done`, and goes on there.
   * Refused (`hand-over`) by another version, and where the training's own process needs it.
   */
  handOver: {
    params: z.strictObject({ version: z.string(), to: processSchema }),
    result: z.strictObject({ token: z.string(), onClose: onCloseSchema.optional() }),
  },
  ...runQuestions,
  /** The newest `layers` event's figures, measured now. */
  statistics: { params: nothing, result: z.strictObject({ epoch: z.int(), layers: z.array(z.unknown()) }) },
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
