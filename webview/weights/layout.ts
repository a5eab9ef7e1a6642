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
  /** Index into the picture's values; −1: nothing is there. */
  indexAt(x: number, y: number): number;
  wordsAt(x: number, y: number): string;
  /** The values of the unit that a cell belongs to, where a unit stands alone: from, to (not included). */
  unitAt?(x: number, y: number): readonly [from: number, to: number];
}

/** W with inputs from top to bottom and units from left to right. */
export function matrixLayout({ rows, columns, inputs, units }: WeightPicture): Layout {
  const range = (name: string, i: number, of: number, total: number) => {
    const from = Math.floor((i * total) / of);
    const to = Math.floor(((i + 1) * total) / of) - 1;
    return to > from ? `mean of ${name}s ${from}–${to}` : `${name} ${from}`;
  };
  return {
    width: columns,
    height: rows,
    stride: [10, 10],
    indexAt: (x, y) => (x < 0 || y < 0 || x >= columns || y >= rows ? -1 : y * columns + x),
    wordsAt: (x, y) => `${range("input", y, rows, inputs)}, ${range("unit", x, columns, units)}`,
  };
}

/** Pictures of units beside each other, one cell of air between them. */
export function picturesLayout(
  { rows, columns }: WeightPicture,
  first: number,
  [tileHeight, tileWidth]: Tile,
  perRow: number,
): Layout {
  const unitOf = (x: number, y: number) => Math.floor(y / (tileHeight + 1)) * perRow + Math.floor(x / (tileWidth + 1));
  const width = Math.min(perRow, rows) * (tileWidth + 1) - 1;
  return {
    width,
    height: Math.ceil(rows / perRow) * (tileHeight + 1) - 1,
    stride: [tileWidth + 1, tileHeight + 1],
    indexAt: (x, y) => {
      const [dx, dy] = [x % (tileWidth + 1), y % (tileHeight + 1)];
      const unit = unitOf(x, y);
      if (x < 0 || y < 0 || x >= width || unit >= rows || dx >= tileWidth || dy >= tileHeight) return -1;
      return unit * columns + dy * tileWidth + dx;
    },
    wordsAt: (x, y) => `unit ${first + unitOf(x, y)}, pixel row ${y % (tileHeight + 1)}, column ${x % (tileWidth + 1)}`,
    unitAt: (x, y) => [unitOf(x, y) * columns, (unitOf(x, y) + 1) * columns],
  };
}
