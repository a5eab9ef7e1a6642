/** The minibatch at which a condition became true in a run: output of `when --json`, and the request `when`. */
import * as z from "zod";

/** Epoch and minibatch, both from 1. */
const at = z.strictObject({ epoch: z.int().min(1), batch: z.int().min(0) });
/** NaN and infinities are texts; null: missing, as before the first minibatch. */
const value = z.union([z.number(), z.string(), z.boolean()]).nullable();

export const whenParams = { condition: z.string(), bisect: z.boolean().default(false) };

export const whenResult = z.strictObject({
  run: z.string(),
  condition: z.string(),
  found: z.boolean(),
  epoch: z.int().min(1).optional(),
  batch: z.int().min(1).optional(),
  /** The compared value; if there are several, whether the condition was true. */
  value: value.optional(),
  before: value.optional(),
  terms: z.array(z.strictObject({ term: z.string(), value, before: value })).optional(),
  /** If nothing was found: true if the condition was true before the first minibatch. */
  wasTrueBefore: z.boolean().optional(),
  looked: z.strictObject({ from: at, to: at }),
  /** Remarks on unexpected results, a line each. */
  notes: z.array(z.string()),
});

export type WhenAnswer = z.output<typeof whenResult>;
