/** The residuals of a regression over a whole set: statistics of every target, points to draw, and examples. */
import * as z from "zod";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
/** float64, since several time stamps may be equal in float32. */
const quantities = z.array(z.number());
const count = z.int().min(0);

/** The parameters without the epoch and the set. */
export const residualsParams = {
  /** Index of the target. */
  target: count.default(0),
  /** `largest`: the largest |residual| first; `too-high`: the most overestimated first. */
  order: z.enum(["largest", "too-high", "too-low", "stored"]).default("largest"),
  first: count.default(0),
  count: z.int().min(1).max(200).default(50),
  /** Largest number of points, evenly sampled from the set. */
  points: count.max(20_000).default(4000),
};

/** The result without epoch and set. In the targets' own units; a residual is actual − predicted. */
export const residualsResult = {
  /** Number of examples in the set. */
  total: count,
  /** Statistics per target. */
  targets: z.array(
    z.strictObject({
      /** Root mean squared residual. */
      rmse: z.number(),
      /** Mean of |residual|. */
      mae: z.number(),
      /** Largest |residual|. */
      largest: z.number(),
      /** Mean residual: negative if predictions are too high. */
      mean: z.number(),
      /** 1 − Σ residual² / Σ (actual − mean actual)²; null if the target is constant. */
      r2: z.number().nullable(),
    }),
  ),
  /** Points of the selected target, in the order of the set. */
  points: z.strictObject({ index: z.array(count), actual: quantities, predicted: quantities }),
  first: count,
  examples: z.array(
    z.strictObject({
      /** Index in the set. */
      index: count,
      /** One per target. */
      actual: quantities,
      predicted: quantities,
      /** Unscaled values. */
      values: float32,
    }),
  ),
};
