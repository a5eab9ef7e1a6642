/**
 * A plan as kernels see it: steps, each of which computes one array of numbers from others. The same list is carried out
 * one kernel at a time, or unrolled over many minibatches into one GPU.js pipeline.
 */
import type { PlainFunction } from "../../core/activations";
import type { Minibatch } from "../../core/backend";
import type { GpujsExamples } from "./examples";
import type { GpujsMatrix } from "./matrix";

/** Arrays that a kernel reads as `this.constants.name[row][column]`, columns first in their size: they go up once. */
export type Constants = Readonly<
  Record<string, { readonly values: Float32Array; readonly size: readonly [number, number] }>
>;

/**
 * What computes one element of an array; GPU.js translates the text for its mode. Every parameter is an array [rows, columns] read
 * as p[row][column]; `this.thread.y` and `this.thread.x` are the element's row and column.
 */
export interface KernelSource {
  readonly parameters: readonly string[];
  /** Statements, the last of which returns the element. */
  readonly body: string;
  /** Of the core, called by the body. */
  readonly functions: readonly PlainFunction[];
  readonly constants?: Constants;
}

export interface Step {
  readonly kernel: KernelSource;
  /** One for each parameter. */
  readonly reads: readonly GpujsMatrix[];
  readonly writes: GpujsMatrix;
}

/** What comes from the host for every minibatch: dropout's masks, the scalars of the step. */
export interface Feed {
  readonly matrix: GpujsMatrix;
  /** `into` holds zeros, as many as the matrix has elements. */
  fill(into: Float32Array, minibatch: Minibatch): void;
}

/** The examples of a minibatch: inputs [rows, inputs] and targets [rows, outputs], filled in by the host or gathered by kernels. */
export interface Gathered {
  readonly examples: GpujsExamples;
  readonly inputs: GpujsMatrix;
  readonly targets: GpujsMatrix;
  /** What the kernels that gather read [1, 4 + rows]. */
  readonly scalars: GpujsMatrix;
}

/** The operations of a plan, compiled. */
export interface Program {
  readonly feeds: readonly Feed[];
  readonly gathered: Gathered | undefined;
  readonly steps: readonly Step[];
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
): Step {
  return { kernel: { parameters: Object.keys(reads), body, functions }, reads: Object.values(reads), writes };
}
