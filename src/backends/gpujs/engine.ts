/**
 * One GPU.js instance in one of its modes, its kernels, made once for each text and shape, and what GPU.js says of
 * itself.
 */
import type { GPU, IKernelRunShortcut, Input, IPipelineRunShortcut, KernelOutput } from "gpu.js";
import { kernelFunctions } from "./functions";
import type { Constants, KernelSource } from "./kernelSource";
import type { GpujsMatrix } from "./matrix";

/** What GPU.js calls its modes. */
export type Mode = "webgpu" | "webasm" | "cpu";

export type Library = typeof import("gpu.js");

/** What GPU.js reports of a pipeline, or of a kernel, that ran. */
export interface Ran {
  /** The mode of the kernels that did the work. */
  readonly backend: string | null;
  readonly executorKind: string;
  /** Why it was not done the best way of the mode; null where it was. */
  readonly fallbackReason: string | null;
}

export class Engine {
  private readonly gpu: GPU;
  /** By what they hold as constants, then by text and shape. */
  private readonly kernels = new Map<Constants | undefined, Map<string, IKernelRunShortcut>>();
  private last: Ran | undefined;
  /** Whether GPU.js took threads for the first call, which is as large as the network's largest weights. */
  hasWorkers = false;
  private degradation: string | undefined;
  private tell: ((message: string) => void) | undefined;

  /**
   * @param manyThreads whether webasm may take more than one
   * @param residentLimit bytes that one array of examples may take where the kernels compute; 0: minibatches come
   * from the host
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

  /** The kernel that computes an array [rows, columns]. */
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

  /** One kernel, at once, from and to the host's memory. */
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

  /** Numbers in one piece with their shape, columns first. */
  input(values: Float32Array, size: [number, number] | [number, number, number]): Input {
    return new this.library.Input(values as never, size);
  }

  private inputs(constants: Constants): Record<string, Input> {
    const named = Object.entries(constants).map(([name, { values, size }]) => [name, this.input(values, [...size])]);
    return Object.fromEntries(named);
  }

  /** A pipeline of `argumentCount` arguments; `record` runs once, on handles. */
  pipeline(argumentCount: number, record: (...handles: unknown[]) => Record<string, unknown>): IPipelineRunShortcut {
    // GPU.js makes as many handles as the function says it has parameters.
    const fixed = Object.defineProperty((...handles: unknown[]) => record(...handles), "length", {
      value: argumentCount,
    });
    return this.gpu.createPipeline(fixed, { threads: this.manyThreads });
  }

  /** Remembers and tells, once, where the work was not done in the mode, or not the way the mode is there for. */
  check(ran: Ran): void {
    const { backend, executorKind, fallbackReason } = ran;
    if (!this.last) this.hasWorkers = executorKind === "fused-threaded";
    this.last = ran;
    if (this.degradation !== undefined || (backend === this.mode && executorKind !== "generic")) return;
    this.degradation = `GPU.js was asked for ${this.mode} and did the work on ${backend} (${executorKind}): ${fallbackReason ?? "it gives no reason"}`;
    this.tell?.(this.degradation);
  }

  /** What GPU.js said of the newest call. */
  get ran(): Ran {
    if (this.last) return this.last;
    throw new TypeError("nothing has run yet");
  }

  /** Also hears what has been found already. */
  onDegraded(listener: (message: string) => void): void {
    this.tell = listener;
    if (this.degradation !== undefined) listener(this.degradation);
  }

  async destroy(): Promise<void> {
    await this.gpu.destroy();
    this.kernels.clear();
    if (this.mode === "webgpu") await devices.returned(this.library);
  }
}

/**
 * As JavaScript, an element's row and column are read once, not in every turn of an inner loop: a fifth of a
 * product's time.
 */
function hoisted(body: string): string {
  const named = body.replaceAll("this.thread.y", "ownRow").replaceAll("this.thread.x", "ownColumn");
  return `const ownRow = this.thread.y; const ownColumn = this.thread.x; ${named}`;
}

/** GPU.js keeps one WebGPU device for all its instances and leaves it open: it is closed with the last of ours. */
const devices = {
  inUse: 0,
  async returned(library: Library): Promise<void> {
    this.inUse--;
    const { WebGPUContext } = library as unknown as { WebGPUContext: { destroy(): Promise<void> } };
    if (this.inUse === 0) await WebGPUContext.destroy();
  },
};

/** After an error or for want of a feature GPU.js puts a kernel of another mode in a kernel's place. */
function ranOf(shortcut: IKernelRunShortcut): Ran {
  const kernel = shortcut.kernel as unknown as { constructor: { mode: string }; fallbackReason?: string };
  return {
    backend: kernel.constructor.mode,
    executorKind: "kernel by kernel",
    fallbackReason: kernel.fallbackReason ?? null,
  };
}

/** GPU.js answers with rows; here they are one piece again, a copy. */
function flat(output: KernelOutput, rows: number, columns: number): Float32Array {
  const values = new Float32Array(rows * columns);
  for (const [i, row] of (output as Float32Array[]).entries()) values.set(row, i * columns);
  return values;
}

/** The same of what a pipeline gives: its rows mostly are views of one array, which is the caller's to keep. */
export function flatOfPipeline(output: KernelOutput, rows: number, columns: number): Float32Array {
  const all = output as Float32Array[];
  const { buffer, byteOffset } = all[0];
  const onePiece = all.every((row, i) => row.buffer === buffer && row.byteOffset === byteOffset + i * columns * 4);
  return onePiece ? new Float32Array(buffer, byteOffset, rows * columns) : flat(output, rows, columns);
}
