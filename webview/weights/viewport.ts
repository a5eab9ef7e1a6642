/** The viewport on a sheet (a matrix, or a page of pictures), in cells; zooming and panning. Pure. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Viewport extends Size {
  readonly x: number;
  readonly y: number;
}

/** Minimum number of cells in view. */
const fewest = 6;

export const wholeOf = ({ width, height }: Size): Viewport => ({ x: 0, y: 0, width, height });

export const isWhole = (view: Viewport, sheet: Size): boolean =>
  view.width >= sheet.width && view.height >= sheet.height;

/** @param factor above 1 zooms in; @param at the fixed point, as fractions of the view */
export function zoomed(
  view: Viewport,
  sheet: Size,
  factor: number,
  [across, down]: readonly [number, number],
): Viewport {
  const width = clamp(view.width / factor, Math.min(fewest, sheet.width), sheet.width);
  const height = clamp(view.height / factor, Math.min(fewest, sheet.height), sheet.height);
  const x = view.x + across * (view.width - width);
  const y = view.y + down * (view.height - height);
  return within({ x, y, width, height }, sheet);
}

/** @param dx cells to the right; @param dy cells down */
export const panned = (view: Viewport, sheet: Size, dx: number, dy: number): Viewport =>
  within({ ...view, x: view.x + dx, y: view.y + dy }, sheet);

/** Returns the viewport, moved by the least amount that shows the whole cell. */
export function showing(view: Viewport, sheet: Size, cell: Viewport): Viewport {
  const into = (from: number, size: number, least: number, length: number) =>
    Math.min(Math.max(from, least + length - size), least);
  const x = into(view.x, view.width, cell.x, cell.width);
  const y = into(view.y, view.height, cell.y, cell.height);
  return within({ ...view, x, y }, sheet);
}

const within = (view: Viewport, sheet: Size): Viewport => ({
  ...view,
  x: clamp(view.x, 0, sheet.width - view.width),
  y: clamp(view.y, 0, sheet.height - view.height),
});

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
