/**
 * The inputs of a minibatch that are not zero: rows for the forward pass, columns for the gradient
 * (kernels/sparseRows.ts), of each thread its own. They replace z0 in memory; whoever reads z0 all the same gets it
 * made from them.
 */
import type { Arena } from "./arena";
import { SparseLayout } from "./kernels/sparseLayout";
import type { WasmMatrix } from "./matrix";
import { encodeRecord } from "./record";

/**
 * The largest share of non-zero inputs that are kept sparse: there sparse and dense products were measured equally
 * fast.
 */
export const densest = 0.4;

const pairBytes = 8;

export class SparseRows {
  /** Of the record that kernels/sparseLayout.ts lays out. */
  readonly address: number;
  /** The address of the flag that asks for zeros too. */
  readonly full: number;
  /** Whether z0 is older than these rows. */
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
    const record = { region, each, pairs, ends, columns, columnBytes, inputs, full: this.full };
    this.address = arena.place(encodeRecord(SparseLayout, record, 32));
  }

  /** z0 has been written. */
  overwritten(): void {
    this.isNewer = false;
  }

  /** z0 ← the rows that these stand for. */
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
