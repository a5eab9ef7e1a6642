/** Columns of the grid: their widths, and which of them can be seen. Pure. */
import type { RunColumn } from "../../src/protocol/runsTable";

export interface GridColumn {
  readonly column: RunColumn;
  readonly title: string;
  readonly width: number;
  /** From the left edge of the rows. */
  readonly left: number;
}

const [characterWidth, cellRoom, titleRoom] = [7.6, 22, 36];
const [least, most] = [60, 280];

/** Texts stand left, numbers and settings right. */
export const isText = ({ kind, unit, key }: RunColumn): boolean =>
  kind === "run" && unit === undefined && !key.startsWith("epoch");

/** @param texts some of each column, which say how wide it has to be */
export function layOut(
  columns: readonly { column: RunColumn; title: string; texts: readonly string[] }[],
): GridColumn[] {
  let left = 0;
  return columns.map(({ column, title, texts }) => {
    const longest = texts.reduce((length, text) => Math.max(length, text.length), 0);
    const wanted = Math.max(longest * characterWidth + cellRoom, title.length * characterWidth + titleRoom);
    const width = Math.round(Math.min(most, Math.max(least, wanted)));
    left += width;
    return { column, title, width, left: left - width };
  });
}

/** First and behind the last of the columns that stand between two places, without the first one, which always does. */
export function columnsBetween(columns: readonly GridColumn[], from: number, to: number): [first: number, end: number] {
  const first = columns.findIndex(({ left, width }, c) => c > 0 && left + width > from);
  if (first < 0) return [columns.length, columns.length];
  const end = columns.findIndex(({ left }, c) => c > first && left >= to);
  return [first, end < 0 ? columns.length : end];
}
