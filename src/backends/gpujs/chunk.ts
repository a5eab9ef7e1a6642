/**
 * A plan over several minibatches as one GPU.js pipeline: what the host feeds them goes up in one piece, parameters go up and come
 * back, everything between stays where GPU.js computes.
 */
import type { IKernelRunShortcut, IPipelineRunShortcut, KernelOutput } from "gpu.js";
import type { Minibatch } from "../../core/backend";
import { type Engine, flat } from "./engine";
import type { GpujsMatrix } from "./matrix";
import type { Feed, Program } from "./step";
import { type Traffic, trafficOf } from "./traffic";

/** Stands for an array on the device while a pipeline is recorded. */
type Handle = unknown;

/** Takes one minibatch's slice [rows, columns] out of what was fed for all of them [minibatches, rows, columns]. */
const slice = { parameters: ["all", "k"], body: "return all[k][this.thread.y][this.thread.x];", functions: [] };

export class Chunk {
  private readonly feeds: readonly { readonly feed: Feed; readonly values: Float32Array }[];
  /** Read before they are written: they go up with every call. */
  readonly carried: readonly GpujsMatrix[];
  /** What comes back besides measures: parameters, or all that a plan that changes none has computed. */
  readonly kept: readonly GpujsMatrix[];
  private readonly pipeline: IPipelineRunShortcut;

  constructor(
    private readonly engine: Engine,
    readonly program: Program,
    readonly size: number,
  ) {
    this.feeds = program.feeds.map((feed) => ({
      feed,
      values: new Float32Array(size * feed.matrix.rows * feed.matrix.columns),
    }));
    this.carried = carriedOf(program);
    const written = [...new Set(program.steps.map(({ writes }) => writes))];
    this.kept = program.trains
      ? written.filter((matrix) => this.carried.includes(matrix))
      : written.filter(({ visible }) => visible);
    this.pipeline = engine.pipeline(this.feeds.length + this.carried.length, (...handles) => this.record(handles));
  }

  /**
   * Carries out `size` minibatches and returns their measures, each [1, 3]. Where a cost is not finite nothing has changed but what
   * this plan may overwrite anyway.
   */
  async run(minibatches: readonly Minibatch[]): Promise<Float32Array[]> {
    for (const { feed, values } of this.feeds) {
      values.fill(0);
      const each = values.length / this.size;
      for (const [k, minibatch] of minibatches.entries()) {
        feed.fill(values.subarray(k * each, (k + 1) * each), minibatch);
      }
    }
    const results = (await this.pipeline(
      ...this.feeds.map(({ feed, values }) =>
        this.engine.input(values, [feed.matrix.columns, feed.matrix.rows, this.size]),
      ),
      ...this.carried.map(({ values, columns, rows }) => this.engine.input(values, [columns, rows])),
    )) as Record<string, KernelOutput>;
    const { backend, executorKind, fallbackReason } = this.pipeline;
    this.engine.check({ backend, executorKind, fallbackReason });
    const measures = this.program.measured ? minibatches.map((_, k) => flat(results[`measured${k}`], 1, 3)) : [];
    if (measures.some(([cost]) => !Number.isFinite(cost))) return measures;
    for (const [i, matrix] of this.kept.entries()) {
      matrix.values = flat(results[`kept${i}`], matrix.rows, matrix.columns);
    }
    if (!this.program.trains) this.keepLastFeeds();
    return measures;
  }

  /** Of one call. */
  get traffic(): Traffic {
    return trafficOf(this.program, this);
  }

  destroy(): Promise<void> {
    return this.pipeline.destroy();
  }

  /** Runs once: every kernel call is written down by GPU.js, minibatch after minibatch. */
  private record(handles: readonly Handle[]): Record<string, Handle> {
    const results: Record<string, Handle> = {};
    const held = new Map<GpujsMatrix, Handle>();
    for (const [i, matrix] of this.carried.entries()) held.set(matrix, handles[this.feeds.length + i]);
    for (let k = 0; k < this.size; k++) {
      for (const [i, { feed }] of this.feeds.entries()) {
        held.set(feed.matrix, this.call(slice, feed.matrix)(handles[i] as never, k));
      }
      for (const { kernel, reads, writes } of this.program.steps) {
        held.set(writes, this.call(kernel, writes)(...reads.map((matrix) => held.get(matrix) as never)));
      }
      if (this.program.measured) results[`measured${k}`] = held.get(this.program.measured);
    }
    for (const [i, matrix] of this.kept.entries()) results[`kept${i}`] = held.get(matrix);
    return results;
  }

  private call(kernel: Program["steps"][number]["kernel"], { rows, columns }: GpujsMatrix): IKernelRunShortcut {
    return this.engine.kernel(kernel, rows, columns);
  }

  private keepLastFeeds(): void {
    for (const { feed, values } of this.feeds) feed.matrix.values.set(values.subarray(-feed.matrix.values.length));
  }
}

function carriedOf({ feeds, steps }: Program): GpujsMatrix[] {
  const known = new Set(feeds.map(({ matrix }) => matrix));
  const carried = new Set<GpujsMatrix>();
  for (const { reads, writes } of steps) {
    for (const matrix of reads) if (!known.has(matrix)) carried.add(matrix);
    known.add(writes);
  }
  return [...carried];
}
