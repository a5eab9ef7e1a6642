/** How pictures of a layer's weights are asked for, whoever answers. */
import * as z from "zod";
import { at, moment } from "./at";

const layer = z.int().min(0);
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

/** What of a layer's matrix is asked for. */
export const weightKinds = ["weights", "gradient", "update", "change"] as const;

/** From, to (not included). */
const range = z.tuple([z.int().min(0), z.int().min(1)]);
/** A stretch of the matrix: inputs, and places in the order of the units. */
const stretch = z.strictObject({ inputs: range, units: range });
const mostUnits = 65536;

export const weightParams = z.strictObject({
  at,
  layer,
  what: z.enum(weightKinds).default("weights"),
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
  pictures: z.boolean().default(false),
  first: z.int().min(0).default(0),
  /** What of a matrix is drawn, at most `rows` × `columns` cells; left out: all of it. */
  window: stretch.optional(),
  /** The units in another order than by number; the name comes back with the answer. */
  order: z.strictObject({ name: z.string(), units: z.array(z.int().min(0)).max(mostUnits) }).optional(),
});

/** How a whole matrix's values lie. What is not a number counts nowhere. */
const histogramResult = z.strictObject({
  least: z.number(),
  most: z.number(),
  /** Of bins of equal width from least to most, both included. */
  counts: z.array(z.int()),
  mean: z.number(),
  /** Standard deviation. */
  deviation: z.number(),
  /** Share of the values that are 0. */
  zeros: z.number(),
});

export const weightResult = z.strictObject({
  layer,
  what: z.enum(weightKinds),
  ...moment,
  /** The full matrix: W is [inputs, units]. */
  inputs: z.int(),
  units: z.int(),
  /** As they were asked for: a page tells an answer of now from one of a moment ago. */
  pictures: z.boolean(),
  first: z.int(),
  window: stretch,
  order: z.string().optional(),
  /** Of values: [rows, columns]; rows run along the inputs (with `pictures`: along the units). */
  rows: z.int(),
  columns: z.int(),
  values: float32,
  /** Largest absolute value in the full matrix. */
  largest: z.number(),
  /** Of the full matrix. */
  histogram: histogramResult,
  /** Of a gradient or an update: what it was computed on, in words. */
  basis: z.string().optional(),
});
