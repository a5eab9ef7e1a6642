/** Markers that distinguish lines without colour, the same on canvas, in the legend and in SVG. Pure. */

export const markerNames = ["circle", "square", "triangle", "diamond", "cross", "plus", "star"] as const;
export type MarkerName = (typeof markerNames)[number];

/** SVG path data around (0, 0), about 2 wide; cross and plus are open paths without an inside. */
const signs: Record<MarkerName, string> = {
  circle: "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
  square: "M-.9-.9H.9V.9H-.9Z",
  triangle: "M0-1.1 1.05.8H-1.05Z",
  diamond: "M0-1.25 1.25 0 0 1.25-1.25 0Z",
  cross: "M-.9-.9.9.9M.9-.9-.9.9",
  plus: "M0-1.2V1.2M-1.2 0H1.2",
  star: "M0-1.3.4-.4 1.3-.3.6.3.8 1.2 0 .7-.8 1.2-.6.3-1.3-.3-.4-.4Z",
};

/** Returns SVG path data of a marker around (0, 0); its half width is 1. */
export const signOf = (marker: MarkerName): string => signs[marker];

/** Distance of the markers along a line in pixels; different lines have different offsets. */
const markerEvery = 90;

/**
 * @param xs ascending x of a line's points, in pixels; NaN if there is no value
 * @returns indices of the points with a marker: about one every `markerEvery` pixels; up to 12 points, all
 */
export function markedPoints(xs: readonly number[], order: number): number[] {
  if (xs.length <= 12) return xs.flatMap((x, i) => (Number.isNaN(x) ? [] : [i]));
  const marked: number[] = [];
  let next = (xs.find((x) => !Number.isNaN(x)) ?? 0) + ((order * 29) % markerEvery);
  xs.forEach((x, i) => {
    if (Number.isNaN(x) || x < next) return;
    marked.push(i);
    next += markerEvery * (Math.floor((x - next) / markerEvery) + 1);
  });
  return marked;
}
