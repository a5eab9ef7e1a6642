/** Axes of pictures on a canvas in which both directions have the same range. */
import { figure } from "../ui/format";
import { color, faint } from "../ui/theme";
import { linearTicks } from "./ticks";
import type { Range } from "./zoom";

/** Margins around the square, in CSS pixels. */
const margin = { left: 52, right: 10, top: 10, bottom: 38 };

/** The mapping of values to positions, in CSS pixels. */
export interface PixelPoints {
  x(across: number): number;
  y(up: number): number;
}

export function pixelPoints(width: number, height: number, [from, to]: Range): PixelPoints {
  const [across, down] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  return {
    x: (value) => margin.left + ((value - from) / (to - from)) * across,
    y: (value) => height - margin.bottom - ((value - from) / (to - from)) * down,
  };
}

/** Draws grid lines, their numbers, and the titles of both axes. */
export function axes(
  context: CanvasRenderingContext2D,
  range: Range,
  pixels: PixelPoints,
  { width, x, y }: { width: number; x: string; y: string },
): void {
  const text = color("--vscode-foreground");
  context.font = `11px ${color("--vscode-font-family")}`;
  context.fillStyle = text;
  context.strokeStyle = faint(text);
  context.lineWidth = 1;
  for (const at of linearTicks(range, Math.max(2, width / 90))) {
    line(context, pixels, [at, range[0]], [at, range[1]]);
    line(context, pixels, [range[0], at], [range[1], at]);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillText(figure(at), pixels.x(at), pixels.y(range[0]) + 4);
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillText(figure(at), pixels.x(range[0]) - 5, pixels.y(at));
  }
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.fillText(x, (pixels.x(range[0]) + pixels.x(range[1])) / 2, pixels.y(range[0]) + margin.bottom);
  context.save();
  context.translate(2, (pixels.y(range[0]) + pixels.y(range[1])) / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = "top";
  context.fillText(y, 0, 0);
  context.restore();
}

/** Draws a line between two points [x, y]. */
export function line(context: CanvasRenderingContext2D, pixels: PixelPoints, from: Range, to: Range): void {
  context.beginPath();
  context.moveTo(pixels.x(from[0]), pixels.y(from[1]));
  context.lineTo(pixels.x(to[0]), pixels.y(to[1]));
  context.stroke();
}

/** Begins a path with a diamond around a point, in pixels. @param radius distance of its corners */
export function traceDiamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
