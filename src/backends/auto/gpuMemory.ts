/** What `auto` remembers of GPUs: how fast each trained which network, and which were lost. */
import type { BackendOptions } from "../options";
import { keyOf } from "./cache";
import type { Measured } from "./measure";
import { Memory } from "./memory";

/** An adapter, as ../gpujs/webgpu.ts describes it. */
export interface NamedAdapter {
  readonly name: string;
  readonly software: boolean;
  /** Differs after an update of the driver. */
  readonly identity: string;
}

export interface RememberedGpu {
  readonly adapter: NamedAdapter;
  readonly microsecondsPerExample: number;
  /** Time of the backend that trained the network while the GPU was timed. */
  readonly beside: Measured;
}

/** How fast a GPU trained a network, or why it did not. */
type GpuTime = RememberedGpu | { readonly adapter: NamedAdapter; readonly failed: string };

const times = new Memory<GpuTime>("gpu.json");
/** Why an adapter was lost, by its identity. */
const losses = new Memory<string>("gpu-lost.json");

/** Speedup that a GPU must have: its bits depend on the driver, and it is timed beside a training. */
const requiredSpeedup = 1.5;

export const gpuTime = (options: BackendOptions): GpuTime | undefined => times.get(keyOf(options));

export const rememberGpuTime = (options: BackendOptions, time: GpuTime | undefined): void =>
  times.set(keyOf(options), time);

/** Returns the driver's words if a GPU was lost in a run. */
export const gpuLoss = ({ identity }: NamedAdapter): string | undefined => losses.get(identity);

export const rememberGpuLoss = ({ identity }: NamedAdapter, why: string): void => losses.set(identity, why);

/** Returns the times of a GPU that was clearly faster than the processor in an earlier run and was not lost since. */
export function fasterGpu(options: BackendOptions): RememberedGpu | undefined {
  const time = gpuTime(options);
  if (!time || "failed" in time || gpuLoss(time.adapter) !== undefined) return undefined;
  return time.beside.microsecondsPerExample >= requiredSpeedup * time.microsecondsPerExample ? time : undefined;
}
