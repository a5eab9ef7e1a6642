/** Arranges the labels of the changes that a plot marks, so that none lies over another. Pure. */
import type { Drawn } from "./drawn";

/** Maximum number of label rows. */
const maxRows = 4;
/** Distance of a label from its line, and from the next label in its row, in CSS pixels. */
const besideLine = 6;
const roomBetween = 10;

interface Measures {
  /** Returns the horizontal position of x in CSS pixels. */
  readonly place: (x: number) => number;
  /** Returns the width of a label in CSS pixels. */
  readonly widthOf: (words: string) => number;
}

/**
 * Returns the changes in the range, each with the row of its label; undefined if no row has room for it. A label is on
 * the right of its line in the left half of the plot, and on the left in the right half.
 */
export function flagged(
  changes: Drawn["changes"],
  [from, to]: Drawn["range"],
  { place, widthOf }: Measures,
): { x: number; words: string; row: number | undefined }[] {
  const middle = (place(from) + place(to)) / 2;
  const rows: [number, number][][] = Array.from({ length: maxRows }, () => []);
  return changes
    .filter(({ x }) => x >= from && x <= to)
    .map(({ x, words }) => {
      const at = place(x);
      const width = widthOf(words);
      const start = at > middle ? at - besideLine - width : at + besideLine;
      const end = start + width;
      const row = rows.findIndex((taken) =>
        taken.every(([left, right]) => end + roomBetween < left || start > right + roomBetween),
      );
      if (row === -1) return { x, words, row: undefined };
      rows[row].push([start, end]);
      return { x, words, row };
    });
}
