/** The arrangement of a picture's cells: one matrix, or a grid of pictures, one per unit. Pure. */

import type { RunDescription } from "../../src/protocol/panel";
import type { WeightPicture } from "../../src/protocol/requests";
import { t } from "../ui/l10n";

export type Tile = readonly [height: number, width: number];

/** Returns height and width of a unit's picture with channels side by side; undefined if the inputs are no images. */
export function pictureShape({ imageShape, shape }: RunDescription): Tile | undefined {
  if (!imageShape) return undefined;
  const [height, width, channels = 1] = imageShape;
  return height * width * channels === shape[0] ? [height, width * channels] : undefined;
}

/** Preferred length of the longer side of a unit's picture in CSS pixels. */
const tileSize = 64;
/** Maximum height of a page of pictures in CSS pixels, where nothing else limits it. */
const pageHeight = 480;

/**
 * Returns the number of pictures that fit, with a gap of one cell; `scale` is the size of a cell in CSS pixels.
 * @param width width of the page in CSS pixels; @param height its maximum height
 */
export function unitsPerPage(width: number, units: number, [tileHeight, tileWidth]: Tile, height = pageHeight) {
  const scale = Math.max(1, Math.round(tileSize / Math.max(tileHeight, tileWidth)));
  const fitting = (size: number, tile: number) => Math.max(1, Math.floor((size + scale) / ((tile + 1) * scale)));
  const columns = Math.min(units, fitting(width, tileWidth));
  const rows = Math.min(Math.ceil(units / columns), fitting(height, tileHeight));
  return { columns, scale, count: Math.min(units, columns * rows) };
}

/** The layout of a picture on a canvas: its size in cells, and the contents of each cell. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Step of Shift with an arrow key, in cells. */
  readonly stride: readonly [x: number, y: number];
  /** True for a matrix without gaps, which may be part of a larger one. */
  readonly plain: boolean;
  /** Calls `tell` for each run of cells contiguous in values and picture: from index `from` and pixel `at`. */
  eachRun(tell: (from: number, length: number, at: number) => void): void;
  /** Returns the index into the picture's values; −1 for a gap or outside. */
  indexAt(x: number, y: number): number;
  wordsAt(x: number, y: number): string;
  /** Returns further text about the value of a cell. */
  noteAt?(x: number, y: number): string | undefined;
  /** Returns the unit of a cell; undefined if the cell averages several units. */
  unitAt(x: number, y: number): number | undefined;
  /** Returns the index range of the values of a cell's unit; `to` is exclusive. Missing if units share a picture. */
  rangeAt?(x: number, y: number): readonly [from: number, to: number];
  /** Positions of the numbers of units, or of the texts that replace them, in cells. */
  readonly numbers?: readonly {
    readonly x: number;
    readonly y: number;
    readonly unit: number;
    readonly text?: string;
  }[];
}

/** Returns the numbers of inputs and units that are averaged in a cell. */
export const averaged = ({ window: { inputs, units }, rows, columns }: WeightPicture): [number, number] => [
  (inputs[1] - inputs[0]) / rows,
  (units[1] - units[0]) / columns,
];

/** Maximum number of units of a cell that are listed by number. */
const maxNumbers = 4;

/** Returns the layout of W with inputs from top to bottom and units from left to right, in the given order. */
export function matrixLayout({ rows, columns, window, units }: WeightPicture, order?: readonly number[]): Layout {
  const [[top, bottom], [left, right]] = [window.inputs, window.units];
  const edge = (i: number, of: number, from: number, to: number) => from + Math.floor((i * (to - from)) / of);
  const unitsOf = (x: number) => {
    const [from, to] = [edge(x, columns, left, right), edge(x + 1, columns, left, right)];
    return Array.from({ length: Math.min(to, units) - from }, (_, i) => order?.[from + i] ?? from + i);
  };
  const inputsAt = (y: number) => {
    const [from, to] = [edge(y, rows, top, bottom), edge(y + 1, rows, top, bottom) - 1];
    return to > from ? t("mean of inputs {0}–{1}", from, to) : t("input {0}", from);
  };
  const unitsAt = (x: number) => {
    const all = unitsOf(x);
    if (all.length === 1) return t("unit {0}", all[0]);
    if (!order) return t("mean of units {0}–{1}", all[0], all[all.length - 1]);
    const more = all.length > maxNumbers ? t(" and {0} more", all.length - maxNumbers) : "";
    return t("mean of units {0}{1}", all.slice(0, maxNumbers).join(", "), more);
  };
  return {
    width: columns,
    height: rows,
    stride: [10, 10],
    plain: true,
    eachRun: (tell) => tell(0, rows * columns, 0),
    indexAt: (x, y) => (x < 0 || y < 0 || x >= columns || y >= rows ? -1 : y * columns + x),
    wordsAt: (x, y) => `${inputsAt(y)}, ${unitsAt(x)}`,
    unitAt: (x) => {
      const all = unitsOf(x);
      return all.length === 1 ? all[0] : undefined;
    },
  };
}

/** Returns the layout of a grid of unit pictures with gaps of one cell. */
export function picturesLayout(
  { rows, columns }: Pick<WeightPicture, "rows" | "columns">,
  first: number,
  [tileHeight, tileWidth]: Tile,
  perRow: number,
  order?: readonly number[],
): Layout {
  const placeOf = (x: number, y: number) => Math.floor(y / (tileHeight + 1)) * perRow + Math.floor(x / (tileWidth + 1));
  const unitOf = (place: number) => order?.[first + place] ?? first + place;
  const width = Math.min(perRow, rows) * (tileWidth + 1) - 1;
  const cornerOf = (place: number): [x: number, y: number] => [
    (place % perRow) * (tileWidth + 1),
    Math.floor(place / perRow) * (tileHeight + 1),
  ];
  return {
    width,
    height: Math.ceil(rows / perRow) * (tileHeight + 1) - 1,
    stride: [tileWidth + 1, tileHeight + 1],
    plain: false,
    eachRun: (tell) => {
      for (let place = 0; place < rows; place++) {
        const [x, y] = cornerOf(place);
        for (let dy = 0; dy < tileHeight; dy++) {
          tell(place * columns + dy * tileWidth, tileWidth, (y + dy) * width + x);
        }
      }
    },
    indexAt: (x, y) => {
      const [dx, dy] = [x % (tileWidth + 1), y % (tileHeight + 1)];
      const place = placeOf(x, y);
      if (x < 0 || y < 0 || x >= width || place >= rows || dx >= tileWidth || dy >= tileHeight) return -1;
      return place * columns + dy * tileWidth + dx;
    },
    wordsAt: (x, y) =>
      t("unit {0}, pixel row {1}, column {2}", unitOf(placeOf(x, y)), y % (tileHeight + 1), x % (tileWidth + 1)),
    unitAt: (x, y) => unitOf(placeOf(x, y)),
    rangeAt: (x, y) => [placeOf(x, y) * columns, (placeOf(x, y) + 1) * columns],
    numbers: Array.from({ length: rows }, (_, place) => {
      const [x, y] = cornerOf(place);
      return { x, y, unit: unitOf(place) };
    }),
  };
}
