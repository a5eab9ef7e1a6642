/**
 * The non-zero inputs of a minibatch: rows for the forward pass, columns for the gradient (kernels/sparseRows.ts),
 * separately for each thread. They replace z0 in memory; z0 is restored from them for readers that need it.
 */
import type { Arena } from "./arena";
import { SparseLayout } from "./kernels/sparseLayout";
import type { WasmMatrix } from "./matrix";
import { encodeRecord } from "./record";

/** Largest share of non-zero inputs that are stored sparse, at which sparse and dense products were equally fast. */
export const densest = 0.4;

const pairBytes = 8;

export class SparseRows {
  /** Address of the record with the layout of kernels/sparseLayout.ts. */
  readonly address: number;
  /** Address of the flag that includes zeros too. */
  readonly full: number;
  /** True if these rows are newer than z0. */
  isNewer = false;
  /** The first thread's region. */
  private readonly region: number;

  constructor(
    private readonly arena: Arena,
    readonly z0: WasmMatrix,
    W: WasmMatrix,
    threads: number,
  ) {
    const { rows, columns: inputs } = z0;
    this.full = W.nonFinite;
    // A region holds the rows' bounds, their pairs (written four at a time), the columns' ends and their pairs.
    const columnBytes = rows * pairBytes;
    const pairs = wholeLines(rows * 8);
    const ends = pairs + wholeLines(rows * inputs * pairBytes + 4 * pairBytes);
    const columns = ends + wholeLines(inputs * 4);
    const [region, each] = arena.scratch(columns + inputs * columnBytes, threads);
    this.region = region;
    const record = { region, each, pairs, ends, columns, columnBytes, inputs, full: this.full };
    this.address = arena.place(encodeRecord(SparseLayout, record, 32));
  }

  /** Marks z0 as written. */
  overwritten(): void {
    this.isNewer = false;
  }

  /** z0 ← the inputs of these rows, if they are newer. */
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
