/**
 * A plan as a list of kernel steps, each of which computes one array from others. The same list is executed one kernel
 * at a time, or unrolled over many minibatches into one GPU.js pipeline.
 */
import type { PlainFunction } from "../../core/activations";
import type { Minibatch } from "../../core/backend";
import type { GpujsExamples } from "./examples";
import type { KernelSource } from "./kernelSource";
import type { GpujsMatrix } from "./matrix";

export interface KernelStep {
  readonly kernel: KernelSource;
  /** The arguments, one per parameter. */
  readonly reads: readonly GpujsMatrix[];
  readonly writes: GpujsMatrix;
}

/** Values that the host computes for every minibatch: dropout's masks, the scalars of the step. */
export interface MinibatchFeed {
  readonly matrix: GpujsMatrix;
  /** Fills `into`, which holds zeros, one per element of the matrix. */
  fill(into: Float32Array, minibatch: Minibatch): void;
}

/** A minibatch's inputs [rows, inputs] and targets [rows, outputs], filled in by the host or gathered by kernels. */
export interface Gathered {
  readonly examples: GpujsExamples;
  readonly inputs: GpujsMatrix;
  readonly targets: GpujsMatrix;
  /** The scalars that the gathering kernels read [1, 4 + rows]. */
  readonly scalars: GpujsMatrix;
}

/** The compiled operations of a plan. */
export interface KernelProgram {
  readonly feeds: readonly MinibatchFeed[];
  readonly gathered: Gathered | undefined;
  readonly steps: readonly KernelStep[];
  /** Matrix with the measures of a minibatch, if the plan measures. */
  readonly measured: GpujsMatrix | undefined;
  /** True if the plan changes parameters. */
  readonly trains: boolean;
}

/** Returns the step that computes `writes` from named arrays. */
export function step(
  writes: GpujsMatrix,
  reads: Record<string, GpujsMatrix>,
  body: string,
  functions: readonly PlainFunction[] = [],
): KernelStep {
  return { kernel: { parameters: Object.keys(reads), body, functions }, reads: Object.values(reads), writes };
}
