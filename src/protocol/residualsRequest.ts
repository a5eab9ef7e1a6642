/**
 * What a regression is off by, over a whole set: figures of every target, points to draw, and the examples behind them.
 */
import * as z from "zod";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
/** Not in float32, which takes several time stamps for one. */
const quantities = z.array(z.number());
const count = z.int().min(0);

/** Without the epoch and the set. */
export const residualsParams = {
  /** Whose residuals are looked at: the place of a target. */
  target: count.default(0),
  /** `largest`: the farthest off first; `too-high`: predicted above what is true by the most first. */
  order: z.enum(["largest", "too-high", "too-low", "stored"]).default("largest"),
  first: count.default(0),
  count: z.int().min(1).max(200).default(50),
  /** At most so many points, evenly drawn from the set. */
  points: count.max(20_000).default(4000),
};

/** Beside whose weights and which set. In the targets' own units; a residual is actual − predicted. */
export const residualsResult = {
  /** Examples in the set. */
  total: count,
  /** One for each target. */
  targets: z.array(
    z.strictObject({
      /** Root of the mean squared residual. */
      rmse: z.number(),
      /** Mean of |residual|. */
      mae: z.number(),
      /** Largest |residual|. */
      largest: z.number(),
      /** Mean residual: below 0 where predictions are too high. */
      mean: z.number(),
      /** 1 − Σ residual² / Σ (actual − mean actual)²; null where the target is the same in every example. */
      r2: z.number().nullable(),
    }),
  ),
  /** Of the target that is looked at, in the order of the set. */
  points: z.strictObject({ index: z.array(count), actual: quantities, predicted: quantities }),
  first: count,
  examples: z.array(
    z.strictObject({
      /** Its place in the set. */
      index: count,
      /** One for each target. */
      actual: quantities,
      predicted: quantities,
      /** As stored, not scaled. */
      values: float32,
    }),
  ),
};
