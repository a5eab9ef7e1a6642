/** How pictures of a layer's weights are asked for, whoever answers. */
import * as z from "zod";

const layer = z.int().min(0);
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

/** What of a layer's matrix is asked for. */
export const weightKinds = ["weights", "gradient", "update", "change"] as const;

export const weightParams = z.strictObject({
  layer,
  what: z.enum(weightKinds).default("weights"),
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
  pictures: z.boolean().default(false),
  first: z.int().min(0).default(0),
});

export const weightResult = z.strictObject({
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
