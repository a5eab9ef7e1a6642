/** How many threads a network's steps are shared among. */
import { availableParallelism } from "node:os";

export interface Work {
  /** Units of every layer, the inputs first. */
  readonly shape: number[];
  readonly batchSize: number;
}

/**
 * Floating-point operations that a thread must have to do in a step, all products dense, to be worth meeting it
 * several times.
 */
const worthwhile = 10e6;

/** Floating-point operations of a step's products: forward, error and gradient, the first layer's counted for all. */
export function flopsOf({ shape, batchSize }: Work): number {
  return 4 * batchSize * shape.slice(1).reduce((sum, units, l) => sum + units * shape[l], 0);
}

/** As many as are asked for; `auto`: as many as there are processors for and work for. */
export function threadsFor({ threads, ...work }: Work & { threads: "auto" | number }): number {
  if (threads !== "auto") return threads;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(flopsOf(work) / worthwhile)));
}
