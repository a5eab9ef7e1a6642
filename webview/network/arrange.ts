/** The positions of the units in a diagram: one column per layer, the inputs at the left. Pure. */
import type { RequestResult } from "../../src/protocol/requests";

export type Diagram = RequestResult<"diagram">;

export interface Unit {
  /** The layer, from 1; 0 for the inputs. */
  readonly column: number;
  /** Index among the shown units of the column. */
  readonly place: number;
  /** Number of the unit in its layer. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

export interface Column {
  readonly x: number;
  readonly radius: number;
  readonly units: readonly Unit[];
  /** Number of units in the layer. */
  readonly of: number;
}

export interface Arrangement {
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  /** Square of the picture of image inputs; undefined for other inputs. */
  readonly picture: { readonly x: number; readonly y: number; readonly size: number } | undefined;
}

/** Margins in CSS pixels; the upper one holds the titles of the columns. */
const above = 36;
const below = 8;
const perUnit = 20;
const largestRadius = 12;

/** Returns the height of a diagram in CSS pixels, from the largest number of shown units in a layer. */
const heightFor = (most: number): number => above + below + Math.max(11, Math.min(28, most)) * perUnit;

/** @param isImage true if the inputs are drawn as a picture instead of circles */
export function arrange(diagram: Diagram, width: number, isImage: boolean): Arrangement {
  const layers = [{ shown: diagram.shownInputs, of: diagram.inputs }].concat(
    diagram.layers.map(({ shown, units }) => ({ shown, of: units })),
  );
  const height = heightFor(Math.max(...layers.map(({ shown }) => shown.length)));
  // The margin has room for names beside inputs and outputs.
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

/** Returns the unit nearest to a point, within the width of a finger (16 pixels). */
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
