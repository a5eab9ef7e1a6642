/** Draws the edges of a diagram: colour and dash show the sign of a weight, thickness its magnitude. */
import { colorLimit } from "../weights/scale";
import type { Arrangement, Column, Diagram, Unit } from "./arrange";
import { type Ink, place } from "./ink";

interface Edge {
  readonly from: Unit;
  readonly to: Unit;
  readonly weight: number;
  /** |weight| divided by the limit of full colour, at most 1. */
  readonly share: number;
}

export const same = (a: Unit, b: Unit | undefined): boolean => a.column === b?.column && a.number === b.number;

/** @param chosen unit whose edges are highlighted */
export function paintEdges(
  context: CanvasRenderingContext2D,
  ink: Ink,
  { arrangement, diagram, chosen }: { arrangement: Arrangement; diagram: Diagram; chosen: Unit | undefined },
): void {
  paintFan(context, ink, arrangement, chosen);
  for (const [l, { W }] of diagram.layers.entries()) {
    const limit = limitOf(W);
    const edges = edgesOf(arrangement.columns[l], arrangement.columns[l + 1], W, limit);
    // Strong edges are drawn over weak ones, those of the chosen unit over all others.
    edges.sort((a, b) => Number(touches(a, chosen)) - Number(touches(b, chosen)) || a.share - b.share);
    for (const edge of edges) {
      const isFaded = chosen !== undefined && !touches(edge, chosen);
      context.globalAlpha = isFaded ? 0.12 : 0.25 + 0.75 * edge.share;
      context.strokeStyle = ink.styles[place(edge.weight, limit)];
      context.lineWidth = 0.4 + 2.4 * edge.share;
      // Faded and faint edges are background and drawn solid, because dashes are slower.
      context.setLineDash(edge.weight < 0 && !isFaded && edge.share > 0.1 ? [5, 3] : []);
      line(context, edge.from, edge.to);
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Returns the limit of the colour scale for a layer's weights. */
const limitOf = (W: Float32Array): number =>
  colorLimit(
    W,
    W.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );

const touches = ({ from, to }: Edge, unit: Unit | undefined): boolean =>
  unit !== undefined && (same(from, unit) || same(to, unit));

function edgesOf(before: Column, after: Column, W: Float32Array, limit: number): Edge[] {
  return before.units.flatMap((from, i) =>
    after.units.map((to, j) => {
      const weight = W[i * after.units.length + j];
      return { from, to, weight, share: limit > 0 ? Math.min(1, Math.abs(weight) / limit) : 0 };
    }),
  );
}

/** Draws the connections of the picture to every unit of the first layer. */
function paintFan(
  context: CanvasRenderingContext2D,
  ink: Ink,
  { picture, columns }: Arrangement,
  chosen: Unit | undefined,
): void {
  if (!picture) return;
  const from = { x: picture.x + picture.size, y: picture.y + picture.size / 2 };
  context.lineWidth = 1;
  for (const unit of columns[1].units) {
    context.strokeStyle = same(unit, chosen) ? ink.text : ink.faint;
    line(context, from, unit);
  }
}

function line(context: CanvasRenderingContext2D, from: { x: number; y: number }, to: { x: number; y: number }): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}
