/** Requests of the role serve about why a network answers so: columns, features, single examples and units. */
import * as z from "zod";
import { taskNames } from "../core/names";
import { at, moment } from "./at";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const set = z.enum(["train", "validation", "test"]);
const count = z.int().min(0);
/** Index of the class, label or target; default: the predicted class, or the first label or target. */
const answer = count.optional();
/** Largest number of examples, evenly sampled from the set. */
const most = z.int().min(1);
const ofExample = z.strictObject({ at, set, index: count, answer });
const text = z.union([z.number(), z.string()]).optional();

export const explainRequests = {
  /** Permutation importance of the columns of a table. */
  importance: {
    params: z.strictObject({
      at,
      set,
      most: most.max(100_000).default(10_000),
      repeats: most.max(100).default(5),
      seed: count.default(1),
    }),
    result: z.strictObject({
      ...moment,
      /** The score that falls. */
      metric: z.enum(["accuracy", "r2"]),
      /** True if the accuracy is the share of correct labels, not of correct examples. */
      perLabel: z.literal(true).optional(),
      score: z.number(),
      repeats: count,
      /** Number of examples that were used, and of those of the set. */
      examples: count,
      total: count,
      columns: z.array(z.strictObject({ name: z.string(), mean: z.number(), deviation: z.number() })),
    }),
  },
  /** Partial dependence on a feature, with the predictions of some single examples. */
  dependence: {
    params: z.strictObject({
      at,
      set,
      most: most.max(2000).default(2000),
      feature: count,
      answer,
      lines: count.max(200).default(50),
    }),
    result: z.strictObject({
      ...moment,
      answer: count,
      features: z.array(z.string()),
      name: z.string(),
      labels: z.array(z.string()).optional(),
      values: z.array(z.number()).optional(),
      average: z.array(z.number()),
      lines: z.array(z.strictObject({ index: count, own: z.number().nullable(), predictions: z.array(z.number()) })),
      examples: count,
      total: count,
    }),
  },
  /** The smallest change of each feature of an example that turns the answer; not for a regression. */
  changes: {
    params: z.strictObject({ at, set, index: count, label: count.default(0), most: most.max(2000).default(2000) }),
    result: z.strictObject({
      ...moment,
      task: z.enum(taskNames),
      label: count,
      index: count,
      answer: z.int(),
      actual: z.number(),
      changes: z.array(
        z.strictObject({
          name: z.string(),
          from: text,
          to: text,
          answer: z.int().optional(),
          size: z.number().optional(),
        }),
      ),
      examples: count,
    }),
  },
  /** Maps of one example, a number per input, or per pixel: positive where the input speaks for the answer. */
  saliency: {
    params: ofExample,
    result: z.strictObject({
      ...moment,
      answer: count,
      score: z.number(),
      gradient: float32,
      occlusion: float32.optional(),
      patch: count.optional(),
    }),
  },
  /** For each class the mean of |gradient| over some of its examples. */
  classSaliency: {
    params: z.strictObject({ at, set }),
    result: z.strictObject({ ...moment, classes: z.array(z.strictObject({ examples: count, map: float32 })) }),
  },
  /** For each hidden layer the activations of an example, and the change of its score without each unit. */
  carryingUnits: {
    params: ofExample,
    result: z.strictObject({
      ...moment,
      answer: count,
      score: z.number(),
      layers: z.array(z.strictObject({ z: float32, change: float32 })),
    }),
  },
} as const;
