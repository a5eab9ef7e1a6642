/** Number of threads that share a network's steps. */
import { availableParallelism } from "node:os";

export interface Work {
  /** Units of every layer, the inputs first. */
  readonly shape: number[];
  readonly batchSize: number;
}

/** Minimum floating-point operations per thread and step, all products dense, that outweigh the synchronization. */
const minFlopsPerThread = 10e6;

/** Approximates the floating-point operations of a step's products: four per example and weight. */
export function flopsOf({ shape, batchSize }: Work): number {
  return 4 * batchSize * shape.slice(1).reduce((sum, units, l) => sum + units * shape[l], 0);
}

/** Returns the number of threads: as requested; for `auto`, limited by the processors and by the work. */
export function threadsFor({ threads, ...work }: Work & { threads: "auto" | number }): number {
  if (threads !== "auto") return threads;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(flopsOf(work) / minFlopsPerThread)));
}
