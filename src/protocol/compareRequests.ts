/** Requests for comparing two runs, answered from their folders, as all of the role `serve`. */
import * as z from "zod";
import { at, moment } from "./at";
import { once } from "./once";
import { weightParams, weightResult } from "./weightRequests";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
/** float64, since several quantities, such as time stamps, may be equal in float32. */
const quantities = z.custom<Float64Array>((value) => value instanceof Float64Array, "expected a Float64Array");
const setName = z.enum(["train", "validation", "test"]);

const norms = z.strictObject({
  /** Frobenius norms of this run's W and of the other's. */
  own: z.number(),
  other: z.number(),
  /** ‖W − W of the other‖ */
  difference: z.number(),
  /** Cosine of the angle between both as vectors; 0 if one of them is zero. */
  cosine: z.number(),
});

export const compareRequests = once(() => ({
  /** The network's predictions for all examples of a set. */
  predictions: {
    params: z.strictObject({ at, set: setName }),
    result: z.strictObject({
      ...moment,
      set: setName,
      examples: z.int(),
      /** Numbers per target: 1 for a class, else the number of regression targets. */
      width: z.int(),
      /** sha256 (hex) of the set's inputs and classes: if equal, indices refer to the same examples. */
      digest: z.string(),
      /** Classes, or targets in their own unit [examples, width]. */
      actual: quantities,
      predicted: quantities,
      /** Confidence of the predicted class [examples]; empty for a regression. */
      sure: float32,
    }),
  },
  /** Unscaled inputs of examples by their indices in a set: [indices, inputs]. */
  inputs: {
    params: z.strictObject({ set: setName, indices: z.array(z.int().min(0)).min(1).max(200) }),
    result: z.strictObject({ values: z.array(float32) }),
  },
  /** The difference of two runs' W: a picture of one layer, and norms of all. */
  weightDifference: {
    params: z.strictObject({
      ...weightParams.omit({ what: true }).shape,
      /** Folder of the other run, and which of its weights. */
      other: z.string().min(1),
      otherAt: at,
    }),
    result: z.strictObject({
      picture: weightResult,
      epoch: z.int(),
      otherEpoch: z.int(),
      /** Norms per layer. */
      norms: z.array(norms),
    }),
  },
}));
