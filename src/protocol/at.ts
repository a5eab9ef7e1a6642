/** Whose weights a question about a run means, and whose answered. */
import * as z from "zod";

/**
 * `now`: as they are, which a training process alone can tell; a run folder gives its newest checkpoint. A number: an
 * epoch whose weights were kept, 0 before the first step. The best epoch's where nothing is named.
 */
export const at = z.union([z.enum(["now", "best", "last"]), z.int().min(0)]).optional();
export type At = NonNullable<z.output<typeof at>>;

/** Part of an answer: epochs finished, and minibatches of the next one. */
export const moment = { epoch: z.int(), batch: z.int() };
