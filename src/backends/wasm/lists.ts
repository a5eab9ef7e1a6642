/**
 * Lists of a minibatch's inputs that are not zero, by rows for the way forward and by columns for the gradient (kernels/sparse.ts). They
 * take the place of z0 in memory; who asks for z0 all the same gets it made from them.
 */
import type { Arena } from "./arena";
import type { WasmMatrix } from "./matrix";

/** Inputs with at most so large a share of non-zeros go by lists: where both ways were found equally fast. */
export const densest = 0.4;

const pairBytes = 8;

export class InputLists {
  readonly rows: number;
  readonly rowBytes: number;
  readonly counts: number;
  readonly columns: number;
  readonly columnBytes: number;
  readonly columnCounts: number;
  /** The flag that tells to list every input. */
  readonly full: number;
  /** Whether z0 is older than the lists. */
  isNewer = false;

  constructor(
    private readonly arena: Arena,
    readonly z0: WasmMatrix,
    W: WasmMatrix,
  ) {
    // Lists are written four pairs at a time, and then the end is set back.
    this.rowBytes = (z0.columns + 4) * pairBytes;
    this.rows = arena.allocate(z0.rows * this.rowBytes);
    this.counts = arena.allocate(z0.rows * 4);
    this.columnBytes = z0.rows * pairBytes;
    this.columns = arena.allocate(z0.columns * this.columnBytes);
    this.columnCounts = arena.allocate(z0.columns * 4);
    this.full = W.nonFinite;
  }

  /** z0 has been written. */
  overwritten(): void {
    this.isNewer = false;
  }

  /** z0 ← the rows that the lists stand for. */
  bringUpToDate(): void {
    if (!this.isNewer) return;
    this.isNewer = false;
    const { z0, arena } = this;
    const { buffer } = arena.memory;
    const counts = new Uint32Array(buffer, this.counts, z0.rows);
    for (const [i, count] of counts.entries()) {
      const at = this.rows + i * this.rowBytes;
      const indices = new Uint32Array(buffer, at, count * 2);
      const values = arena.floats(at, count * 2);
      const row = arena.floats(z0.address + i * z0.stride, z0.columns).fill(0);
      for (let pair = 0; pair < indices.length; pair += 2) row[indices[pair]] = values[pair + 1];
    }
  }
}
