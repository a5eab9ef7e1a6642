/** Computes how many workers this machine can run, from the memory use of the first one, and the reason. */
import { availableParallelism, freemem } from "node:os";
import { formatBytes } from "../runs/runSize";
import { counted } from "./report/formatting";

/** Share of the free memory that workers use; the rest is left to other programs. */
const shareForWorkers = 0.8;

export interface Capacity {
  readonly processors: number;
  /** Free memory in bytes. */
  readonly free: number;
}

/** Returns this machine's resources; in a container, the rest of its limit. */
export const thisCapacity = (): Capacity => ({
  processors: availableParallelism(),
  // Node 20.0 to 20.12 ignores limits.
  free: (process.availableMemory as (() => number) | undefined)?.() ?? freemem(),
});

/**
 * Memory is ample if a process with the data takes a smaller share of it than this. A worker may take several times
 * as much.
 */
const ampleShare = 1 / 8;

/**
 * Returns the number of workers to start before one has reported its memory: two if memory is ample, so that the second
 * one need not wait for the first to load its data.
 * @param bytes of a process that has loaded the same data; undefined if none has
 */
export const firstWorkers = (bytes: number | undefined, { processors, free }: Capacity): number =>
  processors > 1 && bytes !== undefined && bytes < ampleShare * free ? 2 : 1;

/** At most one per processor, and as many as fit in free memory. @param bytes of a worker with its data loaded */
export function fittingWorkers(bytes: number, { processors, free }: Capacity): { count: number; why: string } {
  const inMemory = 1 + Math.max(0, Math.floor((free * shareForWorkers) / bytes));
  const count = Math.min(processors, inMemory);
  const memory = `a worker takes ${formatBytes(bytes)}, ${formatBytes(free)} of memory are free`;
  const place = `${counted(processors, "processor")}; ${memory}`;
  const limit = count < processors ? "; --workers overrides this" : "";
  return { count, why: `${counted(count, "worker")}: ${place}${limit}` };
}
