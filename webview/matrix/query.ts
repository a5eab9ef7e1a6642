/** Determines the part of a matrix that the page requests: as much as is visible at its size. Pure. */
import type { MatrixQuery } from "../../src/protocol/matrixPanel";
import type { MatrixPart } from "../../src/protocol/matrixRequest";
import { type Tile, unitsPerPage } from "../weights/layout";
import type { Viewport } from "../weights/viewport";
import type { ViewState } from "./host";

/** Maximum height of the picture in CSS pixels. */
export const maxHeight = 400;
/** Maximum number of rows, and of columns, in a request. */
const most = 4096;
/** Rows and columns of a page of the table. */
export const tableRows = 20;
export const tableColumns = 10;

/** The shape of a matrix and of its pictures, known from an earlier answer. */
export type KnownShape = Pick<MatrixPart, "rows" | "columns" | "image">;

/** Returns height and width of a picture with its channels side by side; undefined if no pictures are shown. */
export function tileOf(known: KnownShape | undefined, { pictures = true }: ViewState): Tile | undefined {
  const image = known?.image;
  if (!image || !pictures) return undefined;
  const [height, width, channels = 1] = image.shape;
  return height * width * channels <= most ? [height, width * channels] : undefined;
}

/** Returns the range and the arrangement of the pictures on the present page. */
export function pageOf(known: KnownShape, tile: Tile, { first = 0 }: ViewState, width: number) {
  const all = known.image?.of === "rows" ? known.rows : known.columns;
  const { count, ...page } = unitsPerPage(width, all, tile);
  const from = first < all ? first : 0;
  return { ...page, all, first: from, count: Math.min(count, all - from), perPage: count };
}

export function matrixQuery(
  { name, known, zoomed }: { name: string; known: KnownShape | undefined; zoomed: Viewport | undefined },
  viewState: ViewState,
  width: number,
): Omit<MatrixQuery, "type" | "id"> {
  const tile = tileOf(known, viewState);
  const room = { rows: maxHeight, columns: Math.max(1, Math.min(most, Math.round(width))) };
  const table = viewState.table && tableOf(viewState.table);
  const both = (picture: MatrixQuery["picture"]) => ({ name, picture, ...(table && { table }) });
  if (known && tile) {
    const { first, count } = pageOf(known, tile, viewState, width);
    const pictures: [number, number] = [first, first + count];
    const window =
      known.image?.of === "rows"
        ? { rows: pictures, columns: [0, known.columns] as [number, number] }
        : { rows: [0, known.rows] as [number, number], columns: pictures };
    return both({ rows: most, columns: most, window });
  }
  return both(zoomed ? { ...room, window: windowOf(zoomed) } : room);
}

function tableOf({ row, column }: NonNullable<ViewState["table"]>): MatrixQuery["picture"] {
  const window = { rows: [row, row + tableRows], columns: [column, column + tableColumns] };
  return { rows: tableRows, columns: tableColumns, window: window as MatrixQuery["picture"]["window"] };
}

/** Returns the smallest range of whole cells that contains the viewport. */
function windowOf({ x, y, width, height }: Viewport): NonNullable<MatrixQuery["picture"]["window"]> {
  const range = (from: number, size: number): [number, number] => [
    Math.max(0, Math.floor(from)),
    Math.max(1, Math.ceil(from + size)),
  ];
  return { rows: range(y, height), columns: range(x, width) };
}
