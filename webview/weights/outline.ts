/** Outlines of marked cells: the edges between marked and unmarked cells. Pure. */
import type { Layout } from "./layout";

/** An edge between two corners of cells. */
export type Edge = readonly [x0: number, y0: number, x1: number, y1: number];

/**
 * Returns the edges in cells of the layout, collinear ones joined. Undefined if there are more than `most`, which would
 * cover the picture.
 */
export function outlineOf(
  { width, height, indexAt }: Pick<Layout, "width" | "height" | "indexAt">,
  marks: Uint8Array,
  most: number,
): Edge[] | undefined {
  const isMarked = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    const index = indexAt(x, y);
    return index >= 0 && marks[index] > 0;
  };
  const edges: Edge[] = [];
  const along = (lines: number, length: number, differs: (line: number, at: number) => boolean, vertical: boolean) => {
    for (let line = 0; line <= lines; line++) {
      for (let at = 0; at < length; at++) {
        if (!differs(line, at)) continue;
        const from = at;
        while (at + 1 < length && differs(line, at + 1)) at++;
        edges.push(vertical ? [line, from, line, at + 1] : [from, line, at + 1, line]);
        if (edges.length > most) return false;
      }
    }
    return true;
  };
  const isFew =
    along(height, width, (y, x) => isMarked(x, y - 1) !== isMarked(x, y), false) &&
    along(width, height, (x, y) => isMarked(x - 1, y) !== isMarked(x, y), true);
  return isFew ? edges : undefined;
}
