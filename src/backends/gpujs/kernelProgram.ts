/**
 * A plan as kernels see it: steps, each of which computes one array of numbers from others. The same list is carried
 * out one kernel at a time, or unrolled over many minibatches into one GPU.js pipeline.
 */
import type { PlainFunction } from "../../core/activations";
import type { Minibatch } from "../../core/backend";
import type { GpujsExamples } from "./examples";
import type { KernelSource } from "./kernelSource";
import type { GpujsMatrix } from "./matrix";

export interface KernelStep {
  readonly kernel: KernelSource;
  /** One for each parameter. */
  readonly reads: readonly GpujsMatrix[];
  readonly writes: GpujsMatrix;
}

/** What comes from the host for every minibatch: dropout's masks, the scalars of the step. */
export interface MinibatchFeed {
  readonly matrix: GpujsMatrix;
  /** `into` holds zeros, as many as the matrix has elements. */
  fill(into: Float32Array, minibatch: Minibatch): void;
}

/**
 * The examples of a minibatch: inputs [rows, inputs] and targets [rows, outputs], filled in by the host or gathered
 * by kernels.
 */
export interface Gathered {
  readonly examples: GpujsExamples;
  readonly inputs: GpujsMatrix;
  readonly targets: GpujsMatrix;
  /** What the kernels that gather read [1, 4 + rows]. */
  readonly scalars: GpujsMatrix;
}

/** The operations of a plan, compiled. */
export interface KernelProgram {
  readonly feeds: readonly MinibatchFeed[];
  readonly gathered: Gathered | undefined;
  readonly steps: readonly KernelStep[];
  /** Where the measures of a minibatch are written, if the plan measures. */
  readonly measured: GpujsMatrix | undefined;
  /** Whether the plan changes parameters. */
  readonly trains: boolean;
}

/** The step that computes `writes` from named arrays. */
export function step(
  writes: GpujsMatrix,
  reads: Record<string, GpujsMatrix>,
  body: string,
  functions: readonly PlainFunction[] = [],
): KernelStep {
  return { kernel: { parameters: Object.keys(reads), body, functions }, reads: Object.values(reads), writes };
}
