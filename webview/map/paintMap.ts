/** Draws a map: its axes or frame, a marker per example, and a ring around the chosen one. */
import { classColor, css, ground, scaleColor } from "../playground/colors";
import { drawMarker } from "../playground/markers";
import { axes, pixelPoints } from "../plots/square";
import { color, faint } from "../ui/theme";
import type { Coloring, Drawn } from "./mapPoints";

const ring = 8;

/** Style of a group: a colour, and a shape, so that groups differ not only by colour. */
export function markerOf(group: number, byError: boolean) {
  // Blue and orange, as everywhere; the ninth class has the first colour again, with another shape.
  const shape = byError ? 2 * group : group + 3 * Math.floor(group / 8);
  return { shape: shape % 8, fill: css(classColor(group)), edge: css(ground()), hollow: false };
}

export interface Painted extends Pick<Drawn, "x" | "y" | "axes" | "extent"> {
  readonly coloring: Coloring;
  readonly byError: boolean;
  /** Index of the point. */
  readonly chosen: number | undefined;
}

export function paintMap(canvas: HTMLCanvasElement, painted: Painted): void {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  const { x, y, axes: titles, extent, coloring, byError, chosen } = painted;
  const range = [-extent, extent] as const;
  const pixels = pixelPoints(width, height, range);
  if (titles) axes(context, range, pixels, { width, x: titles[0], y: titles[1] });
  else {
    context.strokeStyle = faint(color("--vscode-foreground"));
    const [left, top] = [pixels.x(-extent), pixels.y(extent)];
    context.strokeRect(left, top, pixels.x(extent) - left, pixels.y(-extent) - top);
  }
  const radius = Math.max(2, Math.min(4.5, 90 / Math.sqrt(x.length)));
  const markers = coloring.groups.map((_, i) => markerOf(i, byError));
  // Wrong predictions are few: on top.
  for (const i of orderOf(x.length, coloring, byError)) {
    const marker = coloring.share
      ? { ...markerOf(0, false), fill: css(scaleColor(coloring.share[i])) }
      : markers[coloring.group[i]];
    drawMarker(context, pixels.x(x[i]), pixels.y(y[i]), radius, marker);
  }
  if (chosen === undefined) return;
  context.strokeStyle = color("--vscode-foreground");
  context.lineWidth = 2;
  context.beginPath();
  context.arc(pixels.x(x[chosen]), pixels.y(y[chosen]), ring, 0, 2 * Math.PI);
  context.stroke();
}

function orderOf(count: number, { group }: Coloring, byError: boolean): number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return byError && group.length > 0 ? all.sort((a, b) => group[a] - group[b]) : all;
}
