/** What one call of a pipeline moves and starts: from it follows on paper what a GPU would need. */

import type { GpujsMatrix } from "./matrix";
import type { PipelineProgram } from "./pipelineProgram";

export interface Traffic {
  /** Bytes to and from the device. */
  readonly up: number;
  readonly down: number;
  /** Kernels started. */
  readonly dispatches: number;
  /** Bytes that went up before the first call, and stay. */
  readonly resident: number;
}

interface Moved {
  /** They go up, and come back, once a call. */
  readonly carried: readonly GpujsMatrix[];
  readonly kept: readonly GpujsMatrix[];
  readonly measured: GpujsMatrix | undefined;
  /** Minibatches */
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
