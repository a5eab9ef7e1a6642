/** Ranges and sums of the inputs, from one pass: the scaling, the findings and the summary depend on them. */
import { cellIndex } from "./packedTable";
import type { Table } from "./source";

export interface InputRanges {
  /** [inputs] each */
  minimum: Float64Array;
  maximum: Float64Array;
  sum: Float64Array;
  /** Number of zeros among all values. */
  zeros: number;
}

/**
 * Returns the number of values of some rows that fit into the processor's cache, where columns are read one by one; of
 * one row where that would be too few rows.
 */
export function blockOf(inputs: number): number {
  const rows = Math.floor(4096 / inputs);
  return inputs * (rows < 8 ? 1 : rows);
}

export function inputRanges(table: Pick<Table, "count" | "values" | "packed">): InputRanges {
  const { count, values, packed } = table;
  const { width, cell, category } = cellIndex(table);
  const inputs = cell.length;
  const minimum = new Float64Array(inputs).fill(Number.POSITIVE_INFINITY);
  const maximum = new Float64Array(inputs).fill(Number.NEGATIVE_INFINITY);
  const sum = new Float64Array(inputs);
  // Zeros change no sum, and are counted.
  const bits = bitsOf(values);
  const others = new Uint32Array(inputs);
  let zeros = 0;
  const step = blockOf(width);
  for (let start = 0; start < values.length; start += step) {
    const end = Math.min(values.length, start + step);
    for (let column = 0; column < inputs; column++) {
      // Few rows of many columns are measured faster without sums in registers.
      if (!packed && step === width) {
        if (bits[start + column] === 0) continue;
        const value = values[start + column];
        if (value < minimum[column]) minimum[column] = value;
        if (value > maximum[column]) maximum[column] = value;
        sum[column] += value;
        others[column]++;
        if (value === 0) zeros++;
        continue;
      }
      if (category[column] >= 0) {
        if (category[column] === 0) countCategories(values, { from: start + cell[column], end, width }, others, column);
        continue;
      }
      let least = minimum[column];
      let most = maximum[column];
      let total = sum[column];
      let found = 0;
      for (let at = start + cell[column]; at < end; at += width) {
        if (bits[at] === 0) continue;
        const value = values[at];
        if (value < least) least = value;
        if (value > most) most = value;
        total += value;
        found++;
        if (value === 0) zeros++;
      }
      minimum[column] = least;
      maximum[column] = most;
      sum[column] = total;
      others[column] += found;
    }
  }
  for (let column = 0; column < inputs; column++) {
    if (category[column] >= 0 && others[column] > 0) {
      [minimum[column], maximum[column], sum[column]] = [1, 1, others[column]];
    }
    if (others[column] === count) continue;
    zeros += count - others[column];
    if (minimum[column] > 0) minimum[column] = 0;
    if (maximum[column] < 0) maximum[column] = 0;
    // Of zeros of both signs, the first one is the smallest.
    for (let i = cell[column]; Object.is(minimum[column], -0); i += width)
      if (bits[i] === 0) minimum[column] = 0;
      else if (values[i] === 0) break;
  }
  return { minimum, maximum, sum, zeros };
}

interface Some {
  from: number;
  end: number;
  width: number;
}

/** Adds the number of cells of each category to the counts of its inputs, which begin at `first`. */
function countCategories(cells: Table["values"], { from, end, width }: Some, counts: Uint32Array, first: number): void {
  for (let at = from; at < end; at += width) counts[first + cells[at]]++;
}

/** Returns a view of the same memory, in which a value is 0 exactly if the input is 0 and not −0. */
export const bitsOf = (values: Uint8Array | Float32Array): Uint8Array | Int32Array =>
  values instanceof Uint8Array ? values : new Int32Array(values.buffer, values.byteOffset, values.length);
