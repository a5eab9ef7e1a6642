/** Where the cells of a picture stand: one matrix, or a grid of pictures, one per unit. Pure. */
import type { RunDescription } from "../../src/protocol/panel";
import type { WeightPicture } from "../../src/protocol/requests";

export type Tile = readonly [height: number, width: number];

/** Height and width of a unit's picture, where the first layer looks at images. Channels stand side by side. */
export function pictureShape({ imageShape, shape }: RunDescription): Tile | undefined {
  if (!imageShape) return undefined;
  const [height, width, channels = 1] = imageShape;
  return height * width * channels === shape[0] ? [height, width * channels] : undefined;
}

/** How large a unit's picture should be at its longer side, and how high a page of them, in CSS pixels. */
const tileSize = 64;
const pageHeight = 480;

/** How many pictures of units fit, a cell of air between them; `scale` is the CSS pixels of a cell. */
export function unitsPerPage(width: number, units: number, [tileHeight, tileWidth]: Tile) {
  const scale = Math.max(1, Math.round(tileSize / Math.max(tileHeight, tileWidth)));
  const fitting = (size: number, tile: number) => Math.max(1, Math.floor((size + scale) / ((tile + 1) * scale)));
  const columns = Math.min(units, fitting(width, tileWidth));
  const rows = Math.min(Math.ceil(units / columns), fitting(pageHeight, tileHeight));
  return { columns, scale, count: Math.min(units, columns * rows) };
}

/** A picture on a canvas: its size in cells, and what is where. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** What Shift with an arrow key goes over. */
  readonly stride: readonly [x: number, y: number];
  /** A stretch of something larger, which goes on where it ends. */
  readonly plain: boolean;
  /** Tells cells that follow each other both in the values, `from` there, and on the picture, from pixel `at` of it. */
  eachRun(tell: (from: number, length: number, at: number) => void): void;
  /** Index into the picture's values; −1: nothing is there. */
  indexAt(x: number, y: number): number;
  wordsAt(x: number, y: number): string;
  /** What else is said of the value of a cell. */
  noteAt?(x: number, y: number): string | undefined;
  /** The unit that a cell belongs to, where it is one alone. */
  unitAt(x: number, y: number): number | undefined;
  /** The values of the unit that a cell belongs to, where a unit stands alone: from, to (not included). */
  rangeAt?(x: number, y: number): readonly [from: number, to: number];
  /** Numbers of units, or other texts in their place, each at its cell. */
  readonly numbers?: readonly {
    readonly x: number;
    readonly y: number;
    readonly unit: number;
    readonly text?: string;
  }[];
}

/** Inputs and units that are averaged in a cell. */
export const averaged = ({ window: { inputs, units }, rows, columns }: WeightPicture): [number, number] => [
  (inputs[1] - inputs[0]) / rows,
  (units[1] - units[0]) / columns,
];

/** Units of a cell that are listed by number. */
const mostNumbers = 4;

/** W with inputs from top to bottom and units from left to right, in their order. */
export function matrixLayout({ rows, columns, window, units }: WeightPicture, order?: readonly number[]): Layout {
  const [[top, bottom], [left, right]] = [window.inputs, window.units];
  const edge = (i: number, of: number, from: number, to: number) => from + Math.floor((i * (to - from)) / of);
  const unitsOf = (x: number) => {
    const [from, to] = [edge(x, columns, left, right), edge(x + 1, columns, left, right)];
    return Array.from({ length: Math.min(to, units) - from }, (_, i) => order?.[from + i] ?? from + i);
  };
  const inputsAt = (y: number) => {
    const [from, to] = [edge(y, rows, top, bottom), edge(y + 1, rows, top, bottom) - 1];
    return to > from ? `mean of inputs ${from}–${to}` : `input ${from}`;
  };
  const unitsAt = (x: number) => {
    const all = unitsOf(x);
    if (all.length === 1) return `unit ${all[0]}`;
    if (!order) return `mean of units ${all[0]}–${all[all.length - 1]}`;
    const more = all.length > mostNumbers ? ` and ${all.length - mostNumbers} more` : "";
    return `mean of units ${all.slice(0, mostNumbers).join(", ")}${more}`;
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

/** Pictures of units beside each other, one cell of air between them. */
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
      `unit ${unitOf(placeOf(x, y))}, pixel row ${y % (tileHeight + 1)}, column ${x % (tileWidth + 1)}`,
    unitAt: (x, y) => unitOf(placeOf(x, y)),
    rangeAt: (x, y) => [placeOf(x, y) * columns, (placeOf(x, y) + 1) * columns],
    numbers: Array.from({ length: rows }, (_, place) => {
      const [x, y] = cornerOf(place);
      return { x, y, unit: unitOf(place) };
    }),
  };
}
