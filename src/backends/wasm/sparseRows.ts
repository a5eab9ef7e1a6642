/**
 * Lists of a minibatch's inputs that are not zero, by rows for the way forward and by columns for the gradient (kernels/sparseRows.ts), of each
 * thread its own. They take the place of z0 in memory; who asks for z0 all the same gets it made from them.
 */
import type { Arena } from "./arena";
import type { WasmMatrix } from "./matrix";

/** Inputs with at most so large a share of non-zeros go by lists: where both ways were found equally fast. */
export const densest = 0.4;

const pairBytes = 8;

export class InputLists {
  /** Where the kernels find how the lists lie. */
  readonly address: number;
  /** The flag that tells to list every input. */
  readonly full: number;
  /** Whether z0 is older than the lists. */
  isNewer = false;
  /** The first thread's. */
  private readonly region: number;

  constructor(
    private readonly arena: Arena,
    readonly z0: WasmMatrix,
    W: WasmMatrix,
    threads: number,
  ) {
    const { rows, columns: inputs } = z0;
    this.full = W.nonFinite;
    // Rows' bounds, their pairs (which are written four at a time), columns' ends and pairs.
    const columnBytes = rows * pairBytes;
    const pairs = wholeLines(rows * 8);
    const ends = pairs + wholeLines(rows * inputs * pairBytes + 4 * pairBytes);
    const columns = ends + wholeLines(inputs * 4);
    const [region, each] = arena.scratch(columns + inputs * columnBytes, threads);
    this.region = region;
    this.address = arena.place(Uint32Array.of(region, each, pairs, ends, columns, columnBytes, inputs, this.full));
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
    const bounds = new Uint32Array(arena.memory.buffer, this.region, z0.rows * 2);
    for (let i = 0; i < z0.rows; i++) {
      const [begin, end] = bounds.subarray(i * 2);
      const length = (end - begin) / 4;
      const indices = new Uint32Array(arena.memory.buffer, begin, length);
      const values = arena.floats(begin, length);
      const row = arena.floats(z0.address + i * z0.stride, z0.columns).fill(0);
      for (let pair = 0; pair < length; pair += 2) row[indices[pair]] = values[pair + 1];
    }
  }
}

const wholeLines = (bytes: number): number => Math.ceil(bytes / 64) * 64;
