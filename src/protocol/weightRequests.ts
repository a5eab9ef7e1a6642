/** Requests for pictures of a layer's weights, in all roles. */
import * as z from "zod";
import { at, moment } from "./at";

const layer = z.int().min(0);
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

/** The available matrices of a layer. */
export const weightKinds = ["weights", "gradient", "update", "change"] as const;

/** Start and end (exclusive). */
const range = z.tuple([z.int().min(0), z.int().min(1)]);
/** Part of the matrix: ranges of inputs, and of units in their order. */
const part = z.strictObject({ inputs: range, units: range });
const mostUnits = 65536;

export const weightParams = z.strictObject({
  at,
  layer,
  what: z.enum(weightKinds).default("weights"),
  rows: z.int().min(1).max(4096),
  columns: z.int().min(1).max(4096),
  pictures: z.boolean().default(false),
  first: z.int().min(0).default(0),
  /** Part to draw with at most `rows` × `columns` cells; default: all of it. */
  window: part.optional(),
  /** Order of the units, other than by number; its name is returned with the answer. */
  order: z.strictObject({ name: z.string(), units: z.array(z.int().min(0)).max(mostUnits) }).optional(),
});

/** Histogram of a whole matrix. NaN is not counted. */
const histogramResult = z.strictObject({
  least: z.number(),
  most: z.number(),
  /** Counts of bins of equal width from least to most, both included. */
  counts: z.array(z.int()),
  mean: z.number(),
  /** Standard deviation. */
  deviation: z.number(),
  /** Share of zeros. */
  zeros: z.number(),
});

export const weightResult = z.strictObject({
  layer,
  what: z.enum(weightKinds),
  ...moment,
  /** Size of the full matrix: W is [inputs, units]. */
  inputs: z.int(),
  units: z.int(),
  /** The request's parameters, by which a page recognizes outdated answers. */
  pictures: z.boolean(),
  first: z.int(),
  window: part,
  order: z.string().optional(),
  /** Size of values: [rows, columns]; rows run along the inputs (with `pictures`: along the units). */
  rows: z.int(),
  columns: z.int(),
  values: float32,
  /** Largest absolute value in the full matrix. */
  largest: z.number(),
  /** Histogram of the full matrix. */
  histogram: histogramResult,
  /** Description of the examples from which a gradient or update was computed. */
  basis: z.string().optional(),
});
