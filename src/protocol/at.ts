/** Which weights a request about a run uses, and which an answer used. */
import * as z from "zod";

/**
 * Weights of a request. `now`: the present ones of a training process, or a run folder's newest checkpoint. A number: a
 * kept epoch, 0 before the first step. Default: the best epoch's.
 */
export const at = z.union([z.enum(["now", "best", "last"]), z.int().min(0)]).optional();
export type At = NonNullable<z.output<typeof at>>;

/** Part of an answer: completed epochs, and minibatches of the next one. */
export const moment = { epoch: z.int(), batch: z.int() };
