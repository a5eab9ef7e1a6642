/** The elements of a three-dimensional error surface: pieces of surface and path with their depth, ends, and axes. */

import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import { css, mix, scaleColor } from "./colors";
import { type Extent, type Field, gridPoint, type Point, valueAt } from "./field";
import type { Point3, Projected } from "./projection";

export interface Mountain extends Extent {
  readonly costs: Field;
  readonly axes: readonly [string, string];
  /** Text alternative for screen readers. */
  readonly name: string;
  /** Points of the path in order. */
  readonly path: readonly Point[];
  /** Index of the present point; the path after it is drawn thin. */
  readonly now: number;
}

/** Half the height of the cost axis; the surface is scaled down, because a flat one is easier to read. */
const height = 0.75;
export interface Piece {
  readonly depth: number;
  draw(): void;
}

type Range = readonly [least: number, largest: number];
/** Projects a point to the canvas. */
export type At = (point: Point3) => Projected;

const corners: readonly Point[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];
const quiet = () => `color-mix(in srgb, ${color("--vscode-foreground")} 45%, transparent)`;

/** Maps a cost to −1 … 1 by its range. */
const up = (cost: number, [least, largest]: Range) =>
  largest > least ? (2 * (cost - least)) / (largest - least) - 1 : -1;

export function surfacePieces(
  context: CanvasRenderingContext2D,
  { costs: { columns, rows, values } }: Mountain,
  range: Range,
  at: At,
): Piece[] {
  const points = Array.from(values, (cost, i) => {
    const column = i % columns;
    const row = (i - column) / columns;
    return at([(2 * column) / (columns - 1) - 1, (2 * row) / (rows - 1) - 1, height * up(cost, range)]);
  });
  const pieces: Piece[] = [];
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const i = row * columns + column;
      const [a, b, c, d] = [points[i], points[i + 1], points[i + columns + 1], points[i + columns]];
      const [w, x, y, z] = [values[i], values[i + 1], values[i + columns + 1], values[i + columns]];
      const share = (up((w + x + y + z) / 4, range) + 1) / 2;
      // Light from the high end of the first axis: slopes that face it are lighter.
      const slope = ((w + z - x - y) / 2 / (range[1] - range[0] || 1)) * columns;
      const lit = Math.max(-1, Math.min(1, slope / 3));
      const fill = css(mix(scaleColor(share), lit > 0 ? [255, 255, 255] : [0, 0, 0], Math.abs(lit) * 0.28));
      pieces.push({
        depth: (a.depth + b.depth + c.depth + d.depth) / 4,
        draw: () => {
          context.beginPath();
          context.moveTo(a.x, a.y);
          context.lineTo(b.x, b.y);
          context.lineTo(c.x, c.y);
          context.lineTo(d.x, d.y);
          context.closePath();
          context.fillStyle = context.strokeStyle = fill;
          // An edge in the fill colour closes the gap between neighbouring cells.
          context.lineWidth = 0.7;
          context.fill();
          context.stroke();
        },
      });
    }
  }
  return pieces;
}

/** Height of the path over the surface, so that it is not partly covered by it. */
const above = 0.012;

function onSurface({ costs, ...extent }: Mountain, range: Range, place: Point): Point3 {
  const [column, row] = gridPoint(costs, extent, place);
  const { columns, rows } = costs;
  const z = height * up(valueAt(costs, column, row), range) + above;
  return [(2 * column) / (columns - 1) - 1, (2 * row) / (rows - 1) - 1, z];
}

export function pathPieces(context: CanvasRenderingContext2D, mountain: Mountain, range: Range, at: At): Piece[] {
  const pieces: Piece[] = [];
  const ground = color("--vscode-editor-background");
  const line = color("--vscode-foreground");
  const { path, now } = mountain;
  for (let i = 0; i + 1 < path.length; i++) {
    const [from, to] = [path[i], path[i + 1]];
    const [a, b] = [gridPoint(mountain.costs, mountain, from), gridPoint(mountain.costs, mountain, to)];
    // A segment has as many parts as cells that it crosses, so that it follows the surface.
    const parts = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1])));
    const between = (share: number): Point => [
      from[0] + (to[0] - from[0]) * share,
      from[1] + (to[1] - from[1]) * share,
    ];
    for (let part = 0; part < parts; part++) {
      const [p, q] = [part, part + 1].map((each) => at(onSurface(mountain, range, between(each / parts))));
      const isAhead = i >= now;
      const stroke = (width: number, style: string) => () => {
        context.beginPath();
        context.moveTo(p.x, p.y);
        context.lineTo(q.x, q.y);
        context.lineWidth = width;
        context.strokeStyle = style;
        context.stroke();
      };
      // All outlines are drawn before the line, which they would otherwise cut at the ends of the parts.
      const depth = (p.depth + q.depth) / 2;
      pieces.push({ depth: depth - 0.06, draw: stroke(isAhead ? 2.5 : 4.5, ground) });
      pieces.push({ depth: depth - 0.12, draw: stroke(isAhead ? 0.8 : 2, line) });
    }
  }
  return pieces;
}

/** Draws the start of the path as a ring and the present point as a disc, in front of everything. */
export function paintEnds(context: CanvasRenderingContext2D, mountain: Mountain, range: Range, at: At): void {
  const [line, ground] = [color("--vscode-foreground"), color("--vscode-editor-background")];
  const disc = (place: Point, radius: number, fill: string, edge: string) => {
    const { x, y } = at(onSurface(mountain, range, place));
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.strokeStyle = edge;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  };
  const { path, now } = mountain;
  if (now > 0) disc(path[0], 4, ground, line);
  if (path.length > now) disc(path[now], 5.5, line, ground);
}

export function paintAxes(context: CanvasRenderingContext2D, { from, to, axes }: Mountain, range: Range, at: At): void {
  const style = getComputedStyle(document.body);
  context.font = `11px ${style.fontFamily}`;
  context.fillStyle = color("--vscode-descriptionForeground", "--vscode-foreground");
  context.textBaseline = "middle";
  const text = (words: string, [x, y, z]: Point3, air: number) => {
    const place = at([x, y, z]);
    const centre = at([0, 0, z]);
    const far = Math.hypot(place.x - centre.x, place.y - centre.y) || 1;
    const [dx, dy] = [(place.x - centre.x) / far, (place.y - centre.y) / far];
    context.textAlign = Math.abs(dx) < 0.3 ? "center" : dx > 0 ? "left" : "right";
    context.fillText(words, place.x + dx * air, place.y + dy * air + (Math.abs(dx) < 0.3 ? 6 : 2));
  };
  // The horizontal axes are labelled along the nearest edges.
  const near = (side: (end: number) => Point3) => (at(side(1)).depth < at(side(-1)).depth ? 1 : -1);
  const y = near((end) => [0, end, -height]);
  const x = near((end) => [end, 0, -height]);
  text(axes[0], [0, y, -height], 20);
  text(figure(from[0]), [-0.86, y, -height], 8);
  text(figure(to[0]), [0.86, y, -height], 8);
  text(axes[1], [x, 0, -height], 20);
  text(figure(from[1]), [x, -0.86, -height], 8);
  text(figure(to[1]), [x, 0.86, -height], 8);
  // The cost axis is drawn at the leftmost corner.
  const [left] = [...corners].sort((a, b) => at([...a, 0]).x - at([...b, 0]).x);
  const [low, high] = [at([...left, -height]), at([...left, height])];
  context.beginPath();
  context.moveTo(low.x, low.y);
  context.lineTo(high.x, high.y);
  context.strokeStyle = quiet();
  context.lineWidth = 1;
  context.stroke();
  context.textAlign = "right";
  context.fillText(figure(Number(range[1].toPrecision(2))), high.x - 4, high.y);
  context.fillText(t("cost"), (low.x + high.x) / 2 - 4, (low.y + high.y) / 2);
  context.fillText(figure(Number(range[0].toPrecision(2))), low.x - 4, low.y);
}

/** Draws the outline of the plane of the minimum cost. */
export function paintFloor(context: CanvasRenderingContext2D, at: At): void {
  context.beginPath();
  for (const [x, y] of corners) {
    const place = at([x, y, -height]);
    context.lineTo(place.x, place.y);
  }
  context.closePath();
  context.lineWidth = 1;
  context.strokeStyle = quiet();
  context.stroke();
}
