/**
 * A GPU.js instance in one of its modes, with kernels cached by text and shape, and GPU.js' report on the execution.
 */

import type { GPU, IKernelRunShortcut, Input, IPipelineRunShortcut, KernelOutput } from "gpu.js";
import { noticed } from "../../messages";
import type { Cited } from "../../messages/said";
import type { DeviceLoss } from "./deviceLoss";
import { kernelFunctions } from "./functions";
import type { Constants, KernelSource } from "./kernelSource";
import type { GpujsMatrix } from "./matrix";

/** GPU.js' names of its modes. */
export type Mode = "webgpu" | "webasm" | "cpu";

export type Library = typeof import("gpu.js");

/** GPU.js' report on an executed pipeline or kernel. */
export interface Ran {
  /** The mode of the kernels that were executed. */
  readonly backend: string | null;
  readonly executorKind: string;
  /** The reason for a slower execution than the mode allows; null if there was none. */
  readonly fallbackReason: string | null;
}

export class Engine {
  private readonly gpu: GPU;
  /** Set if the work is done on a GPU. */
  loss: DeviceLoss | undefined;
  /** Kernels by their constants, then by text and shape. */
  private readonly kernels = new Map<Constants | undefined, Map<string, IKernelRunShortcut>>();
  private last: Ran | undefined;
  /** True if GPU.js used threads for the first call, which is as large as the network's largest weights. */
  hasWorkers = false;
  private degradation: Cited | undefined;
  private tell: ((message: Cited) => void) | undefined;

  /**
   * @param manyThreads true if webasm may use several threads
   * @param residentLimit largest array of examples on the device, in bytes; 0: the host uploads each minibatch
   */
  constructor(
    private readonly library: Library,
    readonly mode: Mode,
    private readonly manyThreads: boolean,
    readonly residentLimit = 0,
  ) {
    this.gpu = new library.GPU({ mode });
    if (mode === "webgpu") devices.inUse++;
  }

  /** Returns the kernel that computes an array [rows, columns]. */
  kernel(source: KernelSource, rows: number, columns: number): IKernelRunShortcut {
    const { parameters, body, functions, constants } = source;
    const text = `function (${parameters.join(", ")}) { ${this.mode === "cpu" ? hoisted(body) : body} }`;
    const key = `${rows}, ${columns}: ${text}`;
    const alike = this.kernels.get(constants) ?? new Map<string, IKernelRunShortcut>();
    this.kernels.set(constants, alike);
    const held = alike.get(key);
    if (held) return held;
    const made = this.gpu.createKernel(text as never, {
      output: [columns, rows],
      functions: kernelFunctions(functions) as never,
      precision: "single",
      ...(constants && { constants: this.inputs(constants) as never }),
    });
    alike.set(key, made);
    return made;
  }

  /** Runs one kernel, from and to the host's memory. */
  async run(
    source: KernelSource,
    reads: readonly { matrix: GpujsMatrix; values: Float32Array }[],
    { rows, columns }: GpujsMatrix,
  ): Promise<Float32Array> {
    const kernel = this.kernel(source, rows, columns);
    const output = await kernel(
      ...reads.map(({ matrix, values }) => this.input(values, [matrix.columns, matrix.rows])),
    );
    this.check(ranOf(kernel));
    return flat(output as KernelOutput, rows, columns);
  }

  /** Returns contiguous numbers as an input with a shape, columns first. */
  input(values: Float32Array, size: [number, number] | [number, number, number]): Input {
    return new this.library.Input(values as never, size);
  }

  private inputs(constants: Constants): Record<string, Input> {
    const named = Object.entries(constants).map(([name, { values, size }]) => [name, this.input(values, [...size])]);
    return Object.fromEntries(named);
  }

  /** Creates a pipeline of `argumentCount` arguments; `record` runs once, on handles. */
  pipeline(argumentCount: number, record: (...handles: unknown[]) => Record<string, unknown>): IPipelineRunShortcut {
    // GPU.js creates as many handles as the function's length.
    const fixed = Object.defineProperty((...handles: unknown[]) => record(...handles), "length", {
      value: argumentCount,
    });
    return this.gpu.createPipeline(fixed, { threads: this.manyThreads });
  }

  /** Records, and reports once, an execution in another mode or without the mode's fast path. */
  check(ran: Ran): void {
    const { backend, executorKind, fallbackReason } = ran;
    if (!this.last) this.hasWorkers = executorKind === "fused-threaded";
    this.last = ran;
    if (this.degradation !== undefined || (backend === this.mode && executorKind !== "generic")) return;
    const values = {
      mode: this.mode,
      backend: String(backend),
      executor: executorKind,
      reason: fallbackReason ?? "no reason given",
    };
    this.degradation = noticed("backend-degraded", values);
    this.tell?.(this.degradation);
  }

  /** GPU.js' report on the latest call. */
  get ran(): Ran {
    if (this.last) return this.last;
    throw new TypeError("nothing has run yet");
  }

  /** Also reports a degradation that has been found already. */
  onDegraded(listener: (message: Cited) => void): void {
    this.tell = listener;
    if (this.degradation !== undefined) listener(this.degradation);
  }

  /** Executes work on the device. Throws a NetworkError "gpu-lost", after `restore`, if the device is lost. */
  guarded<Result>(work: () => Promise<Result>, restore?: () => void): Promise<Result> {
    return this.loss ? this.loss.guarded(work, restore) : work();
  }

  async destroy(): Promise<void> {
    if (this.loss) this.loss.isClosed = true;
    await this.gpu.destroy();
    this.kernels.clear();
    if (this.mode === "webgpu") await devices.returned(this.library);
  }
}

/** Reads an element's row and column once, not in inner loops: in JavaScript this saves a fifth of a product's time. */
function hoisted(body: string): string {
  const named = body.replaceAll("this.thread.y", "ownRow").replaceAll("this.thread.x", "ownColumn");
  return `const ownRow = this.thread.y; const ownColumn = this.thread.x; ${named}`;
}

/** GPU.js keeps one WebGPU device for all its instances and leaves it open: it is closed with the last of them. */
const devices = {
  inUse: 0,
  async returned(library: Library): Promise<void> {
    this.inUse--;
    const { WebGPUContext } = library as unknown as { WebGPUContext: { destroy(): Promise<void> } };
    if (this.inUse === 0) await WebGPUContext.destroy();
  },
};

/** Returns the mode of the executed kernel: GPU.js replaces a kernel after an error or if a feature is missing. */
function ranOf(shortcut: IKernelRunShortcut): Ran {
  const kernel = shortcut.kernel as unknown as { constructor: { mode: string }; fallbackReason?: string };
  return {
    backend: kernel.constructor.mode,
    executorKind: "kernel by kernel",
    fallbackReason: kernel.fallbackReason ?? null,
  };
}

/** Copies GPU.js' rows into one contiguous array. */
function flat(output: KernelOutput, rows: number, columns: number): Float32Array {
  const values = new Float32Array(rows * columns);
  for (const [i, row] of (output as Float32Array[]).entries()) values.set(row, i * columns);
  return values;
}

/** Returns a pipeline's rows as one array: they are usually views of one array, which the caller may keep. */
export function flatOfPipeline(output: KernelOutput, rows: number, columns: number): Float32Array {
  const all = output as Float32Array[];
  const { buffer, byteOffset } = all[0];
  const onePiece = all.every((row, i) => row.buffer === buffer && row.byteOffset === byteOffset + i * columns * 4);
  return onePiece ? new Float32Array(buffer, byteOffset, rows * columns) : flat(output, rows, columns);
}
