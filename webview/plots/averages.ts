/** A plot's columns as they are smoothed: made once, and gone on with where rows are added. Pure. */
import { Smoother } from "./smooth";

export class Averages {
  private weight = 0;
  private smoothers: Smoother[] = [];
  /** With room for as many rows as there is beside what they are made of; left out: that has nothing yet. */
  private columns: (Float64Array | undefined)[] = [];
  private length = 0;

  /** The rows are others now. */
  clear(): void {
    this.smoothers = [];
    this.columns = [];
    this.length = 0;
  }

  /**
   * @param raw columns whose first rows are those of the last call
   * @param weight from 0, nothing is smoothed, to less than 1
   * @returns views of `length` rows; none where nothing is smoothed
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

  /** What the next row's figure would be smoothed to. */
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
