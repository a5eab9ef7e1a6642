/** Bytes moved and kernels started by one call of a pipeline, from which a GPU's time can be estimated. */

import type { GpujsMatrix } from "./matrix";
import type { PipelineProgram } from "./pipelineProgram";

export interface Traffic {
  /** Bytes to and from the device. */
  readonly up: number;
  readonly down: number;
  /** Number of kernels started. */
  readonly dispatches: number;
  /** Bytes uploaded once, before the first call. */
  readonly resident: number;
}

interface Moved {
  /** Matrices that are uploaded, and downloaded, once per call. */
  readonly carried: readonly GpujsMatrix[];
  readonly kept: readonly GpujsMatrix[];
  readonly measured: GpujsMatrix | undefined;
  /** Number of minibatches. */
  readonly size: number;
}

export function trafficOf(
  { feeds, steps, resident }: PipelineProgram,
  { carried, kept, measured, size }: Moved,
): Traffic {
  const bytes = (matrices: readonly GpujsMatrix[]) =>
    matrices.reduce((sum, { rows, columns }) => sum + rows * columns * 4, 0);
  return {
    up: size * bytes(feeds.map(({ matrix }) => matrix)) + bytes(carried),
    down: bytes(kept) + (measured ? size * bytes([measured]) : 0),
    dispatches: size * (feeds.length + steps.length),
    resident,
  };
}
