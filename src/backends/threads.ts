/** How many threads a network's steps are shared among. */
import { availableParallelism } from "node:os";

export interface Work {
  /** Units of every layer, the inputs first. */
  readonly shape: number[];
  readonly batchSize: number;
}

/** Floating-point operations that a thread must have to do in a step, all products dense, to be worth meeting it several times. */
const worthwhile = 10e6;

/** As many as are asked for; `auto`: as many as there are processors for and work for. */
export function threadsFor({ threads, shape, batchSize }: Work & { threads: "auto" | number }): number {
  if (threads !== "auto") return threads;
  const weights = shape.slice(1).reduce((sum, units, l) => sum + units * shape[l], 0);
  return Math.max(1, Math.min(availableParallelism(), Math.floor((4 * weights * batchSize) / worthwhile)));
}
