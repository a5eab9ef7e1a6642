/** When a condition became true in a run: what `when --json` prints and the request of the same name answers. */
import * as z from "zod";

/** Epoch and minibatch, both from 1. */
const at = z.strictObject({ epoch: z.int().min(1), batch: z.int().min(0) });
/** NaN and infinities are texts; null: there is no such value, as before the first minibatch. */
const value = z.union([z.number(), z.string(), z.boolean()]).nullable();

export const whenParams = { condition: z.string(), bisect: z.boolean().default(false) };

export const whenResult = z.strictObject({
  run: z.string(),
  condition: z.string(),
  found: z.boolean(),
  epoch: z.int().min(1).optional(),
  batch: z.int().min(1).optional(),
  /** Of what is compared; where that is several values, whether the condition was true. */
  value: value.optional(),
  before: value.optional(),
  terms: z.array(z.strictObject({ term: z.string(), value, before: value })).optional(),
  /** Where nothing was found: whether it was true before the first minibatch that was looked at. */
  wasTrueBefore: z.boolean().optional(),
  looked: z.strictObject({ from: at, to: at }),
  /** What is otherwise than one would think, a line each. */
  notes: z.array(z.string()),
});

export type WhenAnswer = z.output<typeof whenResult>;
