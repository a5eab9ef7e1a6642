/** A scalar field over a plane, sampled on a grid: interpolation and contours. Pure. */

export type Point = readonly [x: number, y: number];

export interface Field {
  readonly columns: number;
  readonly rows: number;
  /** Values, [rows, columns]; row 0 is the lowest. */
  readonly values: Float32Array;
}

export interface Extent {
  readonly from: Point;
  readonly to: Point;
}

/** Returns the bilinearly interpolated value at fractional columns and rows, clamped to the edge of the grid. */
export function valueAt({ columns, rows, values }: Field, column: number, row: number): number {
  const x = Math.max(0, Math.min(columns - 1, column));
  const y = Math.max(0, Math.min(rows - 1, row));
  const [left, low] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
  const [dx, dy] = [x - left, y - low];
  const at = low * columns + left;
  const below = values[at] + (values[at + 1] - values[at]) * dx;
  const above = values[at + columns] + (values[at + columns + 1] - values[at + columns]) * dx;
  return below + (above - below) * dy;
}

/** Converts (x, y) to fractional columns and rows. */
export function gridPoint({ columns, rows }: Field, { from, to }: Extent, [x, y]: Point): Point {
  return [((x - from[0]) / (to[0] - from[0])) * (columns - 1), ((y - from[1]) / (to[1] - from[1])) * (rows - 1)];
}

/**
 * Computes the contour of the field at `level` by marching squares.
 * @returns segments, each of four numbers: column and row of its ends
 */
export function contour({ columns, rows, values }: Field, level: number): number[] {
  const segments: number[] = [];
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = row * columns + column;
      const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      const crossed = crossings(corners, level);
      // At a saddle, four values do not determine which ends to connect; either choice is invisible at this size.
      for (let i = 0; i + 1 < crossed.length; i += 2) {
        const [a, b] = [crossed[i], crossed[i + 1]];
        segments.push(column + a[0], row + a[1], column + b[0], row + b[1]);
      }
    }
  }
  return segments;
}

const corner: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

function crossings(values: readonly number[], level: number): Point[] {
  const found: Point[] = [];
  for (let i = 0; i < 4; i++) {
    const [a, b] = [values[i] - level, values[(i + 1) % 4] - level];
    if (a > 0 === b > 0) continue;
    const share = a / (a - b);
    const [from, to] = [corner[i], corner[(i + 1) % 4]];
    found.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
  }
  return found;
}

/** Returns approximately `about` round numbers in [from, to]. */
export function roundSteps(from: number, to: number, about: number): number[] {
  const raw = (to - from) / about;
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= raw) ?? 10);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Returns the minimum and maximum of the finite values; [0, 1] without any. */
export function rangeOf(...lists: readonly ArrayLike<number>[]): [least: number, largest: number] {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      least = Math.min(least, list[i]);
      largest = Math.max(largest, list[i]);
    }
  }
  return least <= largest ? [least, largest] : [0, 1];
}
