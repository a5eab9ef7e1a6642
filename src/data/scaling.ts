/** Computes shift and factor of the inputs from the training examples only. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import type { Scaling, Target } from "./dataset";
import { blockOf, type InputRanges, inputRanges } from "./inputRanges";
import { cellIndex } from "./packedTable";
import type { Table } from "./source";

const float32Largest = 3.4028234663852886e38;

interface About {
  /** True if bytes are pixels; otherwise they are ordinary numbers. */
  isPicture?: boolean | undefined;
  /** Indicators among the inputs (0 or 1), which "auto" leaves unchanged. */
  indicators?: boolean[] | undefined;
  /** Returns the ranges of the inputs; called if the scaling depends on them. */
  ranges?: () => InputRanges;
}

type Values = Pick<Table, "count" | "values" | "packed">;

/** @param arePixels true for pictures kept as bytes */
export const scalingKind = (wanted: DataConfig["scaling"], arePixels: boolean): Scaling["kind"] =>
  wanted === "auto" ? (arePixels ? "unit" : "standardize") : wanted;

/** @param table of the training examples */
export function findScaling(
  wanted: DataConfig["scaling"],
  table: Values,
  name: string,
  { isPicture = false, indicators, ranges = () => inputRanges(table) }: About = {},
): Scaling {
  const kind = scalingKind(wanted, table.values instanceof Uint8Array && isPicture);
  if (kind === "none") return { kind, shift: 0, factor: 1 };
  if (kind === "unit") return { kind, shift: 0, factor: Math.fround(1 / 255) };
  const isLeft = (i: number) => wanted === "auto" && indicators?.[i] === true;
  const columns = measureColumns(table, name, ranges(), isLeft);
  const spread = kind === "minmax" ? columns.map((c) => c.maximum - c.minimum) : columns.map((c) => c.deviation);
  return {
    kind,
    shift: columns.map((c, i) => (isLeft(i) ? 0 : Math.fround(kind === "minmax" ? c.minimum : c.mean))),
    factor: spread.map((one, i) => (isLeft(i) ? 1 : inverse(one))),
  };
}

/** Number of columns, and value to exceed, from which bytes without a picture shape are pixels. */
const [pixelColumns, pixelValue] = [64, 127];

/** Returns true if a table of bytes has pictures as rows; a few columns of small integers are ordinary numbers. */
export const looksLikePixels = (values: Uint8Array | Float32Array, inputs: number): boolean =>
  values instanceof Uint8Array && inputs >= pixelColumns && values.some((value) => value > pixelValue);

/** Returns the scaling of the targets. A target that is constant in all training examples is only shifted. */
export function findTargetScaling(count: number, targets: Float32Array, name: string): Omit<Target, "name">[] {
  const { shift, factor } = findScaling("standardize", { count, values: targets }, name);
  return (shift as number[]).map((mean, i) => ({ shift: mean, factor: (factor as number[])[i] || 1 }));
}

/** Returns the factor for a spread. A constant column has the factor 0, so that it becomes 0 in new examples too. */
function inverse(spread: number): number {
  const factor = Math.fround(1 / spread);
  return Number.isFinite(factor) ? factor : 0;
}

interface Column {
  minimum: number;
  maximum: number;
  mean: number;
  /** Population standard deviation (divided by count). */
  deviation: number;
}

/** @param isLeft whether the deviation of a column is not needed: it is then NaN */
function measureColumns(
  table: Values,
  name: string,
  ranges: InputRanges,
  isLeft: (column: number) => boolean,
): Column[] {
  const { count, values } = table;
  const { width, cell, category } = cellIndex(table);
  const inputs = cell.length;
  const { minimum, maximum, sum } = ranges;
  const mean = sum.map((total) => total / count);
  const squares = new Float64Array(inputs);
  const varied = Uint32Array.from({ length: inputs }, (_, i) => i).filter(
    (i) => !isLeft(i) && maximum[i] - minimum[i] !== 0,
  );
  const step = blockOf(width);
  for (let start = 0; start < values.length; start += step) {
    const end = Math.min(values.length, start + step);
    for (let k = 0; k < varied.length; k++) {
      const column = varied[k];
      const middle = mean[column];
      let sum = squares[column];
      const own = category[column];
      const from = start + cell[column];
      if (own < 0) for (let at = from; at < end; at += width) sum += (values[at] - middle) ** 2;
      else for (let at = from; at < end; at += width) sum += ((values[at] === own ? 1 : 0) - middle) ** 2;
      squares[column] = sum;
    }
  }
  return Array.from({ length: inputs }, (_, column) => {
    const range = maximum[column] - minimum[column];
    if (range > float32Largest) {
      throw new NetworkError("range-too-wide", { name, input: column, range });
    }
    const deviation = range === 0 ? 0 : isLeft(column) ? Number.NaN : Math.sqrt(squares[column] / count);
    return { minimum: minimum[column], maximum: maximum[column], mean: mean[column], deviation };
  });
}

/** Converts to the type in Examples: float32, one number or one per column. */
export const asFloat32 = (scaling: Scaling["shift"]): number | Float32Array =>
  typeof scaling === "number" ? scaling : Float32Array.from(scaling);
