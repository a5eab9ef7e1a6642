/** What comparing two runs asks of each: answered from their folders, as all of the role `serve`. */
import * as z from "zod";
import { at, moment } from "./at";
import { weightParams, weightResult } from "./weightRequests";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
/** Not in float32 where that takes several quantities, such as time stamps, for one. */
const quantities = z.custom<Float64Array>((value) => value instanceof Float64Array, "expected a Float64Array");
const setName = z.enum(["train", "validation", "test"]);

const norms = z.strictObject({
  /** ‖W‖ of this run and of the other, Frobenius. */
  own: z.number(),
  other: z.number(),
  /** ‖W − W of the other‖ */
  difference: z.number(),
  /** Between the two as vectors; 0 where one of them is all zeros. */
  cosine: z.number(),
});

export const compareRequests = {
  /** What the network says of every example of a set. */
  predictions: {
    params: z.strictObject({ at, set: setName }),
    result: z.strictObject({
      ...moment,
      set: setName,
      examples: z.int(),
      /** Numbers that describe the target of an example: 1 for its class, else one for each target of a regression. */
      width: z.int(),
      /** sha256 (hex) of the set's inputs and classes: of equal ones the same example stands in the same place. */
      digest: z.string(),
      /** Classes, or targets in their own unit [examples, width]. */
      actual: quantities,
      predicted: quantities,
      /** How sure the network is of the class that it says [examples]; empty for a regression. */
      sure: float32,
    }),
  },
  /** Inputs of examples by their places in a set, as stored, not scaled: [indices, inputs]. */
  inputs: {
    params: z.strictObject({ set: setName, indices: z.array(z.int().min(0)).min(1).max(200) }),
    result: z.strictObject({ values: z.array(float32) }),
  },
  /** W of this run less that of another, as a picture of one layer and as norms of all. */
  weightDifference: {
    params: z.strictObject({
      ...weightParams.omit({ what: true }).shape,
      /** Folder of the other run, and whose of its weights. */
      other: z.string().min(1),
      otherAt: at,
    }),
    result: z.strictObject({
      picture: weightResult,
      epoch: z.int(),
      otherEpoch: z.int(),
      /** One for each layer. */
      norms: z.array(norms),
    }),
  },
} as const;
