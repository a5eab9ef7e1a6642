/** Positions and descriptions of the cells of a matrix, drawn by rows or as pictures. Pure. */

import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { type Layout, picturesLayout, type Tile } from "../weights/layout";
import { axisWords, describeIndex, type Part } from "./part";

type Mode = "value" | "difference";

/** Returns the note of a changed cell: its value before, or both values in a picture of differences. */
function noteOf({ values, before }: Part, mode: Mode, index: number): string | undefined {
  if (!before || Object.is(values[index], before[index])) return undefined;
  return mode === "value"
    ? t("was {0}", figure(before[index]))
    : t("from {0} to {1}", figure(before[index]), figure(values[index]));
}

export function plainLayout(part: Part, mode: Mode): Layout {
  const { cells, window, axes, rowNames, columnNames } = part;
  const { rows, columns } = cells;
  const [[top, bottom], [left, right]] = [window.rows, window.columns];
  const edge = (i: number, of: number, from: number, to: number) => from + Math.floor((i * (to - from)) / of);
  const text = (i: number, of: number, [from, to]: readonly [number, number], axis: "rows" | "columns") => {
    const [first, end] = [edge(i, of, from, to), edge(i + 1, of, from, to)];
    if (end - first > 1) return t("mean of {0} {1}–{2}", axisWords[axes[axis]].many, first, end - 1);
    return describeIndex(axes[axis], first, (axis === "rows" ? rowNames : columnNames)?.[first - from]);
  };
  return {
    width: columns,
    height: rows,
    stride: [10, 10],
    plain: true,
    eachRun: (tell) => tell(0, rows * columns, 0),
    indexAt: (x, y) => (x < 0 || y < 0 || x >= columns || y >= rows ? -1 : y * columns + x),
    wordsAt: (x, y) => `${text(y, rows, [top, bottom], "rows")}, ${text(x, columns, [left, right], "columns")}`,
    noteAt: (x, y) => noteOf(part, mode, y * columns + x),
    unitAt: (x) => {
      const [first, end] = [edge(x, columns, left, right), edge(x + 1, columns, left, right)];
      return end - first === 1 ? first : undefined;
    },
  };
}

/** @param part [pictures, pixels]; @param first index of its first picture; @param names names of its pictures */
export function pictureLayout(
  part: Part,
  mode: Mode,
  {
    first,
    tile,
    perRow,
    axis,
    names,
  }: { first: number; tile: Tile; perRow: number; axis: string; names?: readonly string[] | undefined },
): Layout {
  const { rangeAt: _, ...layout } = picturesLayout(part.cells, first, tile, perRow);
  const placeOf = (x: number, y: number) => Math.floor(y / (tile[0] + 1)) * perRow + Math.floor(x / (tile[1] + 1));
  const nameOf = (place: number) => {
    const name = names?.[place];
    return name ? `${axis} ${first + place} (${name})` : `${axis} ${first + place}`;
  };
  return {
    ...layout,
    wordsAt: (x, y) => t("{0}, pixel row {1}, column {2}", nameOf(placeOf(x, y)), y % (tile[0] + 1), x % (tile[1] + 1)),
    noteAt: (x, y) => noteOf(part, mode, layout.indexAt(x, y)),
    numbers: (layout.numbers ?? []).map((each, place) => ({ ...each, text: names?.[place] || String(each.unit) })),
  };
}
