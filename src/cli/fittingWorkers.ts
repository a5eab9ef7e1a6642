/** How many workers this machine takes, by what the first of them was found to take, and why. */
import { availableParallelism, freemem } from "node:os";
import { formatBytes } from "../runs/runSize";
import { counted } from "./report/formatting";

/** What is left to whoever else uses this machine. */
const shareForWorkers = 0.8;

export interface Place {
  readonly processors: number;
  /** Bytes of memory that are free. */
  readonly free: number;
}

/** Of a container, what is left of its limit. */
export const thisPlace = (): Place => ({
  processors: availableParallelism(),
  // Node 20.0 to 20.12 does not know limits.
  free: (process.availableMemory as (() => number) | undefined)?.() ?? freemem(),
});

/** No more than processors, nor than the free memory takes. @param bytes of a worker that holds its data, and runs */
export function fittingWorkers(bytes: number, { processors, free }: Place): { count: number; why: string } {
  const inMemory = 1 + Math.max(0, Math.floor((free * shareForWorkers) / bytes));
  const count = Math.min(processors, inMemory);
  const memory = `a worker takes ${formatBytes(bytes)}, ${formatBytes(free)} of memory are free`;
  const place = `${counted(processors, "processor")}; ${memory}`;
  const limit = count < processors ? "; --workers starts more all the same" : "";
  return { count, why: `${counted(count, "worker")}: ${place}${limit}` };
}
