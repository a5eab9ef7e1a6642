/**
 * All events of the trainer: the same objects on stdout, over IPC and (all but hello and progress) in metrics.jsonl.
 * Epochs and batches count from 1; accuracies are fractions of 1; costs are means per example without the penalty.
 */
import * as z from "zod";
import { editedSchema } from "./edited";
import { errorFields, saidFields, saidSchema } from "./port";

/** Incremented when a message changes its meaning; both sides compare it first. */
export const protocolVersion = 2;

const epochNumber = z.int().min(0);
const count = z.int().min(0);
/** JSON has no NaN and Infinity: they are written as null and read as NaN. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

export const helloSchema = z.object({ type: z.literal("hello"), protocol: z.int(), version: z.string() });

const leftOutSchema = z.object({
  rows: count,
  columns: count,
  files: count,
  why: z.array(z.string()),
  /** What the reasons are made of, in the same order. */
  said: z.array(saidSchema).optional(),
});

const startedSchema = z.object({
  type: z.literal("started"),
  /** Absolute path of the run folder. */
  run: z.string(),
  backend: z.string(),
  backendReason: z.string(),
  backendSaid: saidSchema.optional(),
  threads: count,
  seed: count,
  inputs: count,
  outputs: count,
  parameters: count,
  examples: z.object({ train: count, validation: count, test: count }),
  /** Parts of the data that are no examples, with a reason each; absent if everything was read. */
  leftOut: leftOutSchema.optional(),
  /** Number of labels, if they do not exclude each other: accuracies are then shares of the labels. */
  labels: count.optional(),
  /** The first epoch that this session trains: 1, or more after a resume. */
  startEpoch: epochNumber,
});

const progressSchema = z.object({
  type: z.literal("progress"),
  epoch: epochNumber,
  batch: count,
  batches: count,
  cost: figure,
  examplesPerSecond: z.number(),
});

const epochSchema = z.object({
  type: z.literal("epoch"),
  epoch: epochNumber,
  /** Mean over the epoch's minibatches as trained (with dropout). */
  cost: figure,
  validationCost: figure.optional(),
  validationAccuracy: z.number().optional(),
  testAccuracy: z.number().optional(),
  trainAccuracy: z.number().optional(),
  trainSeconds: z.number(),
  evaluateSeconds: z.number(),
  learningRate: z.number(),
  validationR2: figure.optional(),
  validationRmse: figure.optional(),
  /** Present only if watched by early stopping, the best epoch or `training.metrics`. */
  validationF1: z.number().optional(),
  validationAuc: z.number().optional(),
  validationBalancedAccuracy: z.number().optional(),
  validationMae: figure.optional(),
  testR2: figure.optional(),
  testRmse: figure.optional(),
});

const layersSchema = z.object({
  type: z.literal("layers"),
  epoch: epochNumber,
  layers: z.array(
    z.object({
      /** Frobenius norms of W and of its gradient. */
      weightNorm: figure,
      gradientNorm: figure,
      /** ‖W after − W before‖ / ‖W before‖ of one step. */
      updateRatio: figure,
      /** Share of units that are zero for all sampled examples (relu), from 0 to 1. */
      deadUnits: z.number(),
      /** Share of activations in the flat ends of sigmoid, tanh or softmax, from 0 to 1. */
      saturation: z.number(),
    }),
  ),
});

const changedSchema = z.object({
  type: z.literal("changed"),
  epoch: epochNumber,
  batch: count,
  /** Path in the config, such as "training.optimizer.learningRate". */
  path: z.string(),
  /** Absent if the setting had no value. */
  from: z.unknown().optional(),
  to: z.unknown(),
});

/** A saved checkpoint; `file` is relative to the run folder. */
const checkpointSchema = z.object({ type: z.literal("checkpoint"), epoch: epochNumber, file: z.string() });

/** Position of a failure; `layer` counts from 0, the first layer after the inputs. */
const place = { layer: count.optional(), epoch: epochNumber.optional(), batch: count.optional() };
const warningSchema = z.object({
  type: z.literal("warning"),
  code: z.string(),
  message: z.string(),
  ...saidFields,
  ...place,
});

const bestSchema = z.object({ epoch: epochNumber, metric: z.string(), value: figure });

/** Result of training a group's trial again: the same bit for bit, or the differences. */
const comparedSchema = z.object({
  /** Absolute path of the group. */
  group: z.string(),
  trial: count,
  same: z.boolean(),
  /** Differing values; a missing one is absent. */
  differences: z.array(
    z.object({
      what: z.string(),
      /** What the name is made of; absent for words that are the same in every language. */
      said: saidSchema.optional(),
      recorded: z.unknown().optional(),
      again: z.unknown().optional(),
    }),
  ),
  /** What could not be compared, and why. */
  left: z.array(z.string()).optional(),
  /** What these sentences are made of, in the same order. */
  leftSaid: z.array(saidSchema).optional(),
});

const doneSchema = z.object({
  type: z.literal("done"),
  reason: z.enum(["completed", "early-stopped", "stopped", "interrupted"]),
  /** Absent if no epoch was finished. */
  best: bestSchema.optional(),
  seconds: z.number(),
  again: comparedSchema.optional(),
  /** Number of edits in the whole run; absent for none. */
  edited: count.optional(),
});

/** The setting that caused an overflow, and its fix. */
const causeSchema = z.object({
  path: z.array(z.union([z.string(), z.int()])),
  fix: z.union([z.object({ set: z.unknown() }), z.object({ remove: z.literal(true) })]).optional(),
});

const failedSchema = z.object({
  type: z.literal("failed"),
  code: z.string(),
  message: z.string(),
  ...errorFields,
  ...place,
  cause: causeSchema.optional(),
  again: comparedSchema.optional(),
});

export const eventSchema = z.discriminatedUnion("type", [
  helloSchema,
  startedSchema,
  progressSchema,
  epochSchema,
  layersSchema,
  changedSchema,
  editedSchema,
  checkpointSchema,
  warningSchema,
  doneSchema,
  failedSchema,
]);

export type Hello = z.output<typeof helloSchema>;
export type Started = z.output<typeof startedSchema>;
export type Progress = z.output<typeof progressSchema>;
export type EpochEnded = z.output<typeof epochSchema>;
export type LayersSampled = z.output<typeof layersSchema>;
export type Changed = z.output<typeof changedSchema>;
export type Warned = z.output<typeof warningSchema>;
export type Compared = z.output<typeof comparedSchema>;
export type Best = z.output<typeof bestSchema>;
export type Done = z.output<typeof doneSchema>;
export type Failed = z.output<typeof failedSchema>;

/** An event; a new type is a compile error wherever it is not handled. */
export type Event = z.output<typeof eventSchema>;
