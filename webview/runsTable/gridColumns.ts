/** The columns of the grid: their widths, and the visible ones. Pure. */
import type { RunColumn } from "../../src/protocol/runsTable";

export interface GridColumn {
  readonly column: RunColumn;
  readonly title: string;
  readonly width: number;
  /** Distance from the left edge of the rows. */
  readonly left: number;
}

const [characterWidth, cellRoom, titleRoom] = [7.6, 22, 36];
const [least, most] = [60, 280];

/** Returns true for columns of text, aligned left; numbers and settings are aligned right. */
export const isText = ({ kind, unit, key }: RunColumn): boolean =>
  kind === "run" && unit === undefined && !key.startsWith("epoch");

/** @param columns columns with sample texts, which determine their widths */
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

/** Returns the index range [first, end) of the columns between two positions, without the always visible first one. */
export function columnsBetween(columns: readonly GridColumn[], from: number, to: number): [first: number, end: number] {
  const first = columns.findIndex(({ left, width }, c) => c > 0 && left + width > from);
  if (first < 0) return [columns.length, columns.length];
  const end = columns.findIndex(({ left }, c) => c > first && left >= to);
  return [first, end < 0 ? columns.length : end];
}
