/**
 * A plan over several minibatches as one GPU.js pipeline: the host's values are uploaded together, parameters are
 * uploaded and downloaded, all intermediate results stay on the device.
 */
import type { IKernelRunShortcut, IPipelineRunShortcut, KernelOutput } from "gpu.js";
import type { Minibatch } from "../../core/backend";
import { type Engine, flatOfPipeline } from "./engine";
import type { KernelProgram, KernelStep, MinibatchFeed } from "./kernelProgram";
import type { KernelSource } from "./kernelSource";
import type { GpujsMatrix } from "./matrix";
import { type PipelineProgram, toPipelineProgram } from "./pipelineProgram";
import { executeUnfused, fillIn, type ReadMatrices } from "./runUnfused";
import { type Traffic, trafficOf } from "./traffic";

/** Represents an array on the device while a pipeline is recorded. */
type Handle = unknown;

/** Returns one minibatch's slice [rows, columns] of the values fed for all of them [minibatches, rows, columns]. */
const slice: KernelSource = {
  parameters: ["all", "k"],
  body: "return all[k][this.thread.y][this.thread.x];",
  functions: [],
};

export class Chunk {
  private readonly pipelineProgram: PipelineProgram;
  private readonly fed: readonly { readonly feed: MinibatchFeed; readonly values: Float32Array }[];
  /** Matrices that are read before they are written: they are uploaded with every call. */
  readonly carried: readonly GpujsMatrix[];
  /**
   * Matrices downloaded besides the measures: parameters; for one minibatch without update, all that the core can read.
   */
  readonly kept: readonly GpujsMatrix[];
  private readonly pipeline: IPipelineRunShortcut;

  constructor(
    private readonly engine: Engine,
    readonly program: KernelProgram,
    readonly size: number,
  ) {
    this.pipelineProgram = toPipelineProgram(program, engine.residentLimit);
    this.fed = this.pipelineProgram.feeds.map((feed) => ({
      feed,
      values: new Float32Array(size * feed.matrix.rows * feed.matrix.columns),
    }));
    this.carried = carriedOf(this.pipelineProgram);
    this.kept = program.trains
      ? writtenBy(program.steps).filter((matrix) => this.carried.includes(matrix))
      : writtenBy(program.steps).filter(({ visible }) => visible && size === 1);
    this.pipeline = engine.pipeline(this.fed.length + this.carried.length, (...handles) => this.record(handles));
  }

  /**
   * Executes up to `size` minibatches; missing ones have no rows. If a cost is not finite, only matrices that this plan
   * may overwrite have changed.
   * @returns the measures of each, [1, 3]
   */
  async run(minibatches: readonly Minibatch[]): Promise<Float32Array[]> {
    for (const { feed, values } of this.fed) {
      values.fill(0);
      const each = values.length / this.size;
      for (const [k, minibatch] of minibatches.entries()) {
        feed.fill(values.subarray(k * each, (k + 1) * each), minibatch);
      }
    }
    for (const matrix of this.carried) await matrix.made();
    const before: ReadMatrices = new Map(this.carried.map((matrix) => [matrix, matrix.values]));
    const results = (await this.pipeline(
      ...this.fed.map(({ feed, values }) =>
        this.engine.input(values, [feed.matrix.columns, feed.matrix.rows, this.size]),
      ),
      ...this.carried.map(({ values, columns, rows }) => this.engine.input(values, [columns, rows])),
    )) as Record<string, KernelOutput>;
    const { backend, executorKind, fallbackReason } = this.pipeline;
    this.engine.check({ backend, executorKind, fallbackReason });
    const measures = this.program.measured
      ? minibatches.map((_, k) => flatOfPipeline(results[`measured${k}`], 1, 3))
      : [];
    if (measures.some(([cost]) => !Number.isFinite(cost))) return measures;
    for (const [i, matrix] of this.kept.entries()) {
      matrix.values = flatOfPipeline(results[`kept${i}`], matrix.rows, matrix.columns);
    }
    if (!this.program.trains) this.leaveLast(minibatches, before);
    return measures;
  }

  /** Traffic of one call. */
  get traffic(): Traffic {
    const { carried, kept, size } = this;
    return trafficOf(this.pipelineProgram, { carried, kept, size, measured: this.program.measured });
  }

  destroy(): Promise<void> {
    return this.pipeline.destroy();
  }

  /** Records the kernel calls of all minibatches; GPU.js calls it once. */
  private record(handles: readonly Handle[]): Record<string, Handle> {
    const results: Record<string, Handle> = {};
    const held = new Map<GpujsMatrix, Handle>();
    for (const [i, matrix] of this.carried.entries()) held.set(matrix, handles[this.fed.length + i]);
    for (let k = 0; k < this.size; k++) {
      for (const [i, { feed }] of this.fed.entries()) {
        held.set(feed.matrix, this.call(slice, feed.matrix)(handles[i] as never, k));
      }
      for (const { kernel, reads, writes } of this.pipelineProgram.steps) {
        held.set(writes, this.call(kernel, writes)(...reads.map((matrix) => held.get(matrix) as never)));
      }
      if (this.program.measured) results[`measured${k}`] = held.get(this.program.measured);
    }
    for (const [i, matrix] of this.kept.entries()) results[`kept${i}`] = held.get(matrix);
    return results;
  }

  private call(kernel: KernelSource, { rows, columns }: GpujsMatrix): IKernelRunShortcut {
    return this.engine.kernel(kernel, rows, columns);
  }

  /**
   * Defers the last minibatch's results that were not downloaded: they are computed again when they are read, from the
   * present values. An evaluation downloads only its measures.
   */
  private leaveLast(minibatches: readonly Minibatch[], before: ReadMatrices): void {
    const { gathered, steps } = this.program;
    const last = minibatches.length - 1;
    const { start, rows } = minibatches[last];
    const held = new Map(before);
    for (const { feed, values } of this.fed) {
      const each = values.length / this.size;
      held.set(feed.matrix, values.slice(last * each, (last + 1) * each));
    }
    const numbers = gathered?.examples.range(start, rows);
    const left = new Set([gathered?.inputs, gathered?.targets, ...writtenBy(steps)]);
    for (const matrix of this.kept) left.delete(matrix);
    const make = async () => {
      if (gathered && numbers) fillIn(gathered, numbers, held);
      if (this.kept.length === 0) await executeUnfused(this.engine, this.program, held);
      for (const matrix of left) matrix?.settle(make, held.get(matrix) as Float32Array);
    };
    for (const matrix of left) if (matrix?.visible) matrix.leave(make);
  }
}

function carriedOf({ feeds, steps }: PipelineProgram): GpujsMatrix[] {
  const known = new Set(feeds.map(({ matrix }) => matrix));
  const carried = new Set<GpujsMatrix>();
  for (const { reads, writes } of steps) {
    for (const matrix of reads) if (!known.has(matrix)) carried.add(matrix);
    known.add(writes);
  }
  return [...carried];
}

const writtenBy = (steps: readonly KernelStep[]): GpujsMatrix[] => [...new Set(steps.map(({ writes }) => writes))];
