/**
 * When `auto` takes a GPU. It is timed during a run, in a process of its own, because a driver takes seconds to start
 * and may hang; the next run of the same work is trained on it if it was clearly faster.
 */
import type { Backend } from "../../core/backend";
import { noticed } from "../../messages";
import type { Cited } from "../../messages/said";
import type { BackendOptions } from "../options";
import { flopsOf } from "../threads";
import { fasterGpu, gpuLoss, gpuTime, type NamedAdapter, type RememberedGpu, rememberGpuTime } from "./gpuMemory";

/** The GPU of this machine; tests inject others. */
export interface Gpu {
  /** Returns the adapter; rejects with a NetworkError that says what is missing. @param signal gives up the question */
  adapter(signal?: AbortSignal): Promise<NamedAdapter>;
  /** Returns the microseconds per example of a training step. Rejects if the driver does not answer in time. */
  time(options: BackendOptions, signal: AbortSignal): Promise<number>;
  start(options: BackendOptions): Promise<Backend>;
}

/**
 * Work of a step, in floating-point operations, below which no GPU is timed. [784, 100, 10] with batch 100 has a third
 * of it: a GPU spends such a step starting its 18 kernels and is no faster (docs/gpu.md).
 */
const minFlops = 100e6;

export const isWorkForGpu = (options: BackendOptions): boolean =>
  options.mayTakeGpu === true && flopsOf(options) >= minFlops;

/** Returns the times of the GPU on which `auto` would train this work, if its adapter is still there. */
export const rememberedGpu = (options: BackendOptions): RememberedGpu | undefined =>
  isWorkForGpu({ ...options, mayTakeGpu: true }) ? fasterGpu(options) : undefined;

/**
 * Starts the GPU if it was clearly faster in an earlier run. Otherwise returns why such a GPU is not used, if there was
 * one.
 */
export async function startFasterGpu(
  options: BackendOptions,
  gpu: Gpu,
): Promise<{ backend: Backend; reason: Cited } | { refused: Cited } | undefined> {
  const known = options.mayTakeGpu ? rememberedGpu(options) : undefined;
  if (!known) return undefined;
  const { name } = known.adapter;
  try {
    const { identity } = await gpu.adapter();
    if (identity !== known.adapter.identity) return { refused: noticed("gpu-refused/changed", { adapter: name }) };
    const backend = await gpu.start(options);
    const { microsecondsPerExample, beside } = known;
    return { backend, reason: noticed("backend-chosen/gpu", { adapter: name, microsecondsPerExample, beside }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { refused: noticed("gpu-refused/failed", { adapter: name, why }) };
  }
}

/** Times the GPU beside a run, and remembers its time with that of the run. */
export class GpuTrial {
  private readonly stopped = new AbortController();
  private adapter: NamedAdapter | undefined;
  /** Microseconds per example of the GPU. */
  private gpuTime: number | undefined;
  /** Of the run's fastest epoch. */
  private runTime = Number.POSITIVE_INFINITY;

  /** @param backend that trains the run; on the GPU itself its epochs replace the remembered time */
  constructor(
    private readonly options: BackendOptions,
    private readonly backend: Pick<Backend, "name" | "threads">,
    private readonly gpu: Gpu,
  ) {}

  /** Resolves once the GPU is timed, with a line for the log: its time, or why it has none. Never rejects. */
  async run(): Promise<string> {
    try {
      const adapter = await this.gpu.adapter(this.stopped.signal);
      if (adapter.software) return `${adapter.name} is a software adapter`;
      const loss = gpuLoss(adapter);
      if (loss !== undefined) return `${adapter.name} was lost in an earlier run: ${loss}`;
      this.adapter = adapter;
      if (this.backend.name === "gpujs-webgpu") return `${adapter.name} trains this run`;
      const known = gpuTime(this.options);
      if (known?.adapter.identity === adapter.identity) {
        return `${adapter.name} was timed in an earlier run${"failed" in known ? `: ${known.failed}` : ""}`;
      }
      if (known) rememberGpuTime(this.options, undefined);
      return await this.time(adapter);
    } catch (error) {
      return messageOf(error);
    }
  }

  /** Takes an epoch of the run into account. */
  epoch(microsecondsPerExample: number): void {
    if (microsecondsPerExample >= this.runTime) return;
    this.runTime = microsecondsPerExample;
    this.remember();
  }

  get isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  /** Ends the process that times the GPU. */
  stop(): void {
    this.stopped.abort();
  }

  private async time(adapter: NamedAdapter): Promise<string> {
    try {
      this.gpuTime = await this.gpu.time(this.options, this.stopped.signal);
      if (Number.isFinite(this.runTime)) this.remember();
      return `${adapter.name} takes ${this.gpuTime.toFixed(2)} µs an example, timed beside this run`;
    } catch (error) {
      const failed = messageOf(error);
      // A run that ends early says nothing about the driver.
      if (!this.isStopped) rememberGpuTime(this.options, { adapter, failed });
      return failed;
    }
  }

  private remember(): void {
    const { adapter, gpuTime: timed, runTime, options } = this;
    const { name, threads } = this.backend;
    if (!adapter) return;
    if (name === "gpujs-webgpu") {
      const known = gpuTime(options);
      if (known && "beside" in known && known.adapter.identity === adapter.identity) {
        rememberGpuTime(options, { ...known, microsecondsPerExample: runTime });
      }
    } else if (timed !== undefined) {
      const beside = { name, threads, microsecondsPerExample: runTime };
      rememberGpuTime(options, { adapter, microsecondsPerExample: timed, beside });
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
