/** The smoothed columns of a plot: computed once, and extended when rows are added. Pure. */
import { Smoother } from "./smooth";

export class Averages {
  private weight = 0;
  private smoothers: Smoother[] = [];
  /** Smoothed columns, with the capacity of the raw columns; undefined if the raw column is. */
  private columns: (Float64Array | undefined)[] = [];
  private length = 0;

  /** Discards the smoothed columns, because the rows were replaced. */
  clear(): void {
    this.smoothers = [];
    this.columns = [];
    this.length = 0;
  }

  /**
   * @param raw columns whose first rows equal those of the last call
   * @param weight of smoothing, from 0 (none) to less than 1
   * @returns views of `length` rows; an empty array if the weight is 0
   */
  of(raw: readonly (Float64Array | undefined)[], length: number, weight: number): (Float64Array | undefined)[] {
    if (weight !== this.weight) this.clear();
    this.weight = weight;
    if (weight === 0) return [];
    const from = this.length;
    this.length = length;
    return raw.map((column, s) => {
      this.smoothers[s] ??= new Smoother(weight);
      if (!column) return undefined;
      const smoothed = withRoom(this.columns[s], from, column.buffer.byteLength / column.BYTES_PER_ELEMENT);
      for (let i = from; i < length; i++) smoothed[i] = this.smoothers[s].next(column[i]);
      this.columns[s] = smoothed;
      return smoothed.subarray(0, length);
    });
  }

  /** Returns the smoothed value of a next row without adding it. */
  peek(series: number, value: number): number {
    return this.smoothers[series].peek(value);
  }
}

function withRoom(column: Float64Array | undefined, length: number, capacity: number): Float64Array {
  if (column && column.length >= capacity) return column;
  const larger = new Float64Array(capacity);
  if (column) larger.set(column.subarray(0, length));
  else larger.fill(Number.NaN, 0, length);
  return larger;
}
