/**
 * The backends `gpujs-…`: the network's operations as GPU.js kernels, on the devices that the requested mode reaches.
 */

import { availableParallelism } from "node:os";
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import { noticed } from "../../messages";
import type { Cited } from "../../messages/said";
import { Chunks } from "./chunks";
import { compile } from "./compile";
import { DeviceLoss } from "./deviceLoss";
import { Engine, type Mode, type Ran } from "./engine";
import { GpujsExamples } from "./examples";
import { step } from "./kernelProgram";
import { loadLibrary } from "./library";
import { GpujsMatrix, ours } from "./matrix";
import { GpujsPlan } from "./plan";
import { type Adapter, acquireDevice, largestBuffer, probeAdapter, provideWebGpu } from "./webgpu";

export interface GpujsOptions {
  /** 1 limits webasm to one thread; otherwise GPU.js uses all the machine has. */
  readonly threads: "auto" | number;
  /** Units of every layer, the inputs first. */
  readonly shape: readonly number[];
  /** Called when a GPU is lost: its driver was reset, say. @param why the driver's words */
  readonly onLost?: (adapter: Adapter, why: string) => void;
}

export class GpujsBackend implements Backend {
  readonly name: `gpujs-${Mode}`;
  readonly threads: number;
  readonly description: string;
  readonly reported: Cited;
  readonly callMilliseconds: number | undefined;
  private readonly chunks: Chunks;

  private constructor(
    private readonly engine: Engine,
    { ran, largest }: FirstCall,
    adapter: Adapter | undefined,
  ) {
    const { mode } = engine;
    this.name = `gpujs-${mode}`;
    // GPU.js uses one thread for every 4,096 elements of the largest array.
    const useful = Math.ceil(largest / 4096);
    this.threads = ran.executorKind === "fused-threaded" ? Math.min(availableParallelism(), useful) : 1;
    this.callMilliseconds = elsewhere[ran.executorKind];
    const on = adapter ? ` on ${adapter.name}${adapter.software ? ", a software adapter on the CPU" : ""}` : "";
    this.description = `GPU.js, mode ${mode}${on}`;
    const named = adapter && { name: adapter.name, software: adapter.software };
    const { backend, executorKind: executor } = ran;
    this.reported = noticed("backend-reported", { backend: String(backend), executor, adapter: named });
    this.chunks = new Chunks(engine);
  }

  /**
   * Creates the backend with a first call, so that `description` states how GPU.js executes it. Throws a NetworkError
   * of kind "config" if there is no WebGPU.
   */
  static async start(mode: Mode, { threads, shape, onLost }: GpujsOptions): Promise<GpujsBackend> {
    const adapter = mode === "webgpu" ? await probeAdapter() : undefined;
    if (adapter) await provideWebGpu();
    const library = await loadLibrary();
    const manyThreads = threads !== 1;
    const device = adapter && (await acquireDevice(library));
    const limit = device ? largestBuffer(device) : Number.POSITIVE_INFINITY;
    const most = mode === "webasm" && !manyThreads ? 0 : maxResidentBytes[mode];
    const engine = new Engine(library, mode, manyThreads, Math.min(limit, most));
    if (device) engine.loss = new DeviceLoss(device.lost, adapter.name, (why) => onLost?.(adapter, why));
    try {
      return new GpujsBackend(engine, await firstCall(engine, shape), adapter);
    } catch (error) {
      await engine.destroy();
      throw error;
    }
  }

  onDegraded(listener: (message: Cited) => void): void {
    this.engine.onDegraded(listener);
  }

  matrix(rows: number, columns: number, name: string): Matrix {
    return new GpujsMatrix(rows, columns, name, true);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    const { rows, columns, name } = matrix;
    if (values.length !== rows * columns)
      throw new RangeError(`${name}: ${values.length} numbers for ${rows} × ${columns}`);
    ours(matrix).values = values.slice();
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    const mine = ours(matrix);
    if (mine.isLate) await this.engine.guarded(() => mine.made());
    return ours(matrix).values.slice();
  }

  examples(examples: Examples): ResidentExamples {
    return new GpujsExamples(examples);
  }

  plan(operations: readonly Operation[]): Plan {
    return new GpujsPlan(this.engine, this.chunks, compile(operations));
  }

  /** Destroys kernels, pipelines, their buffers and the device. */
  async destroy(): Promise<void> {
    await this.chunks.destroy();
    await this.engine.destroy();
  }
}

/** Milliseconds per call on a device or in threads: parameters are moved once per call; Stop responds within 200. */
const elsewhere: Record<string, number> = { "fused-encoder": 100, "fused-threaded": 50 };

/**
 * Largest array of examples, in bytes, that kernels gather minibatches from: each plan length holds a copy. Larger ones
 * are uploaded minibatch by minibatch; so are all on one thread, where the host gathers as fast as a kernel.
 */
const maxResidentBytes: Record<Mode, number> = { webgpu: 500e6, webasm: 100e6, cpu: 0 };

/** Runs a step as large as the network's largest weights: GPU.js will execute the others in the same way. */
async function firstCall(engine: Engine, shape: readonly number[]): Promise<FirstCall> {
  const sizes = shape.slice(1).map((units, l) => [shape[l], units]);
  const [rows, columns] = sizes.reduce((most, size) => (size[0] * size[1] > most[0] * most[1] ? size : most));
  const from = new GpujsMatrix(rows, columns, "from");
  const to = new GpujsMatrix(rows, columns, "to", true);
  const steps = [step(to, { from }, "return from[this.thread.y][this.thread.x] + 1;")];
  const chunks = new Chunks(engine);
  await new GpujsPlan(engine, chunks, {
    feeds: [],
    gathered: undefined,
    steps,
    measured: undefined,
    trains: false,
  }).run([nothing]);
  await chunks.destroy();
  return { ran: engine.ran, largest: rows * columns };
}

interface FirstCall {
  readonly ran: Ran;
  /** Number of elements of the network's largest weights. */
  readonly largest: number;
}

const nothing = { start: 0, rows: 1, epoch: 1, batch: 1, step: 1, learningRate: 0 };
