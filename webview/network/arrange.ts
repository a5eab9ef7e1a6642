/** Where the units of a diagram stand: a column for each layer, the inputs at the left. Pure. */
import type { RequestResult } from "../../src/protocol/requests";

export type Diagram = RequestResult<"diagram">;

export interface Unit {
  /** 0: the inputs; else the layer, from 1. */
  readonly column: number;
  /** Among those of its column that are shown. */
  readonly place: number;
  /** Its own number in the layer. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

export interface Column {
  readonly x: number;
  readonly radius: number;
  readonly units: readonly Unit[];
  /** How many the layer has. */
  readonly of: number;
}

export interface Arrangement {
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  /** Where inputs that are an image are drawn as one. */
  readonly picture: { readonly x: number; readonly y: number; readonly size: number } | undefined;
}

/** Room above for the titles of columns. */
const above = 36;
const below = 8;
const perUnit = 20;
const largestRadius = 12;

/** How high a diagram is that shows so many units in its fullest layer, in CSS pixels. */
const heightFor = (most: number): number => above + below + Math.max(11, Math.min(28, most)) * perUnit;

/** @param isImage the inputs are a picture, not circles */
export function arrange(diagram: Diagram, width: number, isImage: boolean): Arrangement {
  const layers = [{ shown: diagram.shownInputs, of: diagram.inputs }].concat(
    diagram.layers.map(({ shown, units }) => ({ shown, of: units })),
  );
  const height = heightFor(Math.max(...layers.map(({ shown }) => shown.length)));
  // Names stand beside inputs and outputs where there is room.
  const margin = width < 480 ? 52 : 92;
  const pictureSize = Math.min(140, width * 0.26);
  const left = isImage ? pictureSize / 2 + 2 : width < 480 ? 22 : margin;
  const step = (width - left - margin) / (layers.length - 1);
  const middle = above + (height - above - below) / 2;
  const columns = layers.map(({ shown, of }, column): Column => {
    const x = left + column * step;
    const apart = Math.min(34, (height - above - below) / Math.max(1, shown.length));
    const top = middle - ((shown.length - 1) / 2) * apart;
    const units = shown.map((number, place) => ({ column, place, number, x, y: top + place * apart }));
    return { x, radius: Math.max(2.5, Math.min(largestRadius, apart / 2 - 1.5)), units, of };
  });
  const picture = isImage ? { x: 2, y: middle - pictureSize / 2, size: pictureSize } : undefined;
  return { width, height, columns, picture };
}

/** The unit that is nearest to a point, no further than a finger is wide. */
export function unitNear({ columns }: Arrangement, x: number, y: number): Unit | undefined {
  let [nearest, least]: [Unit | undefined, number] = [undefined, 16];
  for (const { units } of columns) {
    for (const unit of units) {
      const distance = Math.hypot(unit.x - x, unit.y - y);
      if (distance < least) [nearest, least] = [unit, distance];
    }
  }
  return nearest;
}
