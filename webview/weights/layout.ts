/** Where the cells of a picture stand: one matrix, or a grid of pictures, one per unit. Pure. */
import type { RunDescription } from "../../src/protocol/panel";
import type { WeightPicture } from "../../src/protocol/requests";

/** Height and width of a unit's picture, where the first layer looks at images. Channels stand side by side. */
export function pictureShape({
  imageShape,
  shape,
}: RunDescription): readonly [height: number, width: number] | undefined {
  if (!imageShape) return undefined;
  const [height, width, channels = 1] = imageShape;
  return height * width * channels === shape[0] ? [height, width * channels] : undefined;
}

/** How many pictures of units fit: columns by the width, some rows. */
export function unitsPerPage(width: number, units: number, [tileHeight, tileWidth]: readonly [number, number]) {
  const scale = Math.max(1, Math.round(64 / Math.max(tileHeight, tileWidth)));
  const columns = Math.max(1, Math.min(units, Math.floor((width + 4) / (tileWidth * scale + 4))));
  const rows = Math.max(1, Math.min(Math.ceil(units / columns), Math.ceil(40 / columns), 5));
  return { columns, count: Math.min(units, columns * rows) };
}

export interface Cell {
  /** Index into the picture's values. */
  readonly index: number;
  readonly words: string;
}

/** A picture on a canvas: its size in cells, and which cell is where. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Undefined: nothing is there. */
  cellAt(x: number, y: number): Cell | undefined;
}

/** W with inputs from top to bottom and units from left to right. */
export function matrixLayout({ rows, columns, inputs, units }: WeightPicture): Layout {
  const range = (i: number, of: number, total: number) => {
    const from = Math.floor((i * total) / of);
    const to = Math.max(from, Math.floor(((i + 1) * total) / of) - 1);
    return from === to ? `${from}` : `${from}–${to}`;
  };
  return {
    width: columns,
    height: rows,
    cellAt: (x, y) => {
      if (x < 0 || y < 0 || x >= columns || y >= rows) return undefined;
      const words = `input ${range(y, rows, inputs)}, unit ${range(x, columns, units)}`;
      return { index: y * columns + x, words };
    },
  };
}

/** Pictures of units beside each other, one cell of air between them. */
export function picturesLayout(
  { rows, columns }: WeightPicture,
  first: number,
  [tileHeight, tileWidth]: readonly [number, number],
  perRow: number,
): Layout {
  const lines = Math.ceil(rows / perRow);
  return {
    width: Math.min(perRow, rows) * (tileWidth + 1) - 1,
    height: lines * (tileHeight + 1) - 1,
    cellAt: (x, y) => {
      const column = Math.floor(x / (tileWidth + 1));
      const line = Math.floor(y / (tileHeight + 1));
      const [dx, dy] = [x - column * (tileWidth + 1), y - line * (tileHeight + 1)];
      const unit = line * perRow + column;
      if (x < 0 || y < 0 || column >= perRow || unit >= rows || dx >= tileWidth || dy >= tileHeight) return undefined;
      const words = `unit ${first + unit}, pixel row ${dy}, column ${dx}`;
      return { index: unit * columns + dy * tileWidth + dx, words };
    },
  };
}
