/** Positions of unit numbers: at the picture of each unit, or along the upper edge of a matrix. Pure. */
import type { Placed } from "./cellCursor";
import type { Viewport } from "./viewport";

interface Numbered {
  /** Position in cells of the sheet. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** @param room width of a number in cells of the sheet */
export function numbersOf({ layout, place }: Placed, view: Viewport, room: number): Numbered[] {
  const { numbers, stride, width, unitAt } = layout;
  if (numbers) {
    if (stride[0] < room) return [];
    return numbers.map(({ x, y, unit, text = String(unit) }) => ({ x, y, text }));
  }
  const cell = place.width / width;
  const every = Math.ceil(room / cell);
  const shown: Numbered[] = [];
  for (let column = 0; column < width; column += every) {
    const [x, unit] = [place.x + column * cell, unitAt(column, 0)];
    if (unit !== undefined && x >= view.x) shown.push({ x, y: view.y, text: String(unit) });
  }
  return shown;
}
