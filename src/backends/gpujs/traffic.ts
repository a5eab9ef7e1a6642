/** What one call of a pipeline moves and starts: from it follows on paper what a GPU would need. */
import type { GpujsMatrix } from "./matrix";
import type { Program } from "./step";

export interface Traffic {
  /** Bytes to and from the device. */
  readonly up: number;
  readonly down: number;
  /** Kernels started. */
  readonly dispatches: number;
}

/** @param carried and kept the matrices that go up, and come back, once a call; `size` minibatches */
export function trafficOf(
  { feeds, steps, measured }: Program,
  { carried, kept, size }: { carried: readonly GpujsMatrix[]; kept: readonly GpujsMatrix[]; size: number },
): Traffic {
  const bytes = (matrices: readonly GpujsMatrix[]) =>
    matrices.reduce((sum, { rows, columns }) => sum + rows * columns * 4, 0);
  return {
    up: size * bytes(feeds.map(({ matrix }) => matrix)) + bytes(carried),
    down: bytes(kept) + (measured ? size * bytes([measured]) : 0),
    dispatches: size * (feeds.length + steps.length),
  };
}
