/** Draws predicted against actual values: axes, the diagonal of correct predictions, and a marker per example. */

import { linearTicks } from "../plots/ticks";
import type { Range } from "../plots/zoom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { color, faint } from "../ui/theme";
import type { Point } from "./residuals";

/** Margins around the square, in CSS pixels. */
const margin = { left: 52, right: 10, top: 10, bottom: 38 };
const [dot, diamond, ring] = [2.2, 5, 8];

/** The mapping of values to positions, in CSS pixels. */
export interface PixelPoints {
  x(actual: number): number;
  y(predicted: number): number;
}

export function pixelPoints(width: number, height: number, [from, to]: Range): PixelPoints {
  const [across, down] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  return {
    x: (actual) => margin.left + ((actual - from) / (to - from)) * across,
    y: (predicted) => height - margin.bottom - ((predicted - from) / (to - from)) * down,
  };
}

export function paintScatter(
  canvas: HTMLCanvasElement,
  points: readonly Point[],
  range: Range,
  chosen: Point | undefined,
): void {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  const pixels = pixelPoints(width, height, range);
  axes(context, range, pixels, width);
  context.save();
  context.setLineDash([6, 4]);
  context.strokeStyle = color("--vscode-foreground");
  line(context, pixels, [range[0], range[0]], [range[1], range[1]]);
  context.restore();
  context.fillStyle = color("--vscode-charts-blue");
  context.globalAlpha = points.length > 500 ? 0.45 : 0.75;
  for (const { actual, predicted, listed } of points) {
    if (listed) continue;
    context.beginPath();
    context.arc(pixels.x(actual), pixels.y(predicted), dot, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeStyle = color("--vscode-charts-red", "--vscode-foreground");
  context.fillStyle = color("--vscode-editor-background");
  for (const point of points) if (point.listed) diamondAt(context, pixels.x(point.actual), pixels.y(point.predicted));
  if (chosen) mark(context, chosen, pixels);
}

function axes(context: CanvasRenderingContext2D, range: Range, pixels: PixelPoints, width: number): void {
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
  context.fillText(t("actual"), (pixels.x(range[0]) + pixels.x(range[1])) / 2, pixels.y(range[0]) + margin.bottom);
  context.save();
  context.translate(2, (pixels.y(range[0]) + pixels.y(range[1])) / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = "top";
  context.fillText(t("predicted"), 0, 0);
  context.restore();
}

/** Draws a ring, and a line from it to the diagonal, which shows the residual. */
function mark(context: CanvasRenderingContext2D, { actual, predicted }: Point, pixels: PixelPoints): void {
  context.strokeStyle = color("--vscode-foreground");
  context.lineWidth = 1.5;
  context.setLineDash([2, 2]);
  line(context, pixels, [actual, predicted], [actual, actual]);
  context.setLineDash([]);
  context.beginPath();
  context.arc(pixels.x(actual), pixels.y(predicted), ring, 0, 2 * Math.PI);
  context.stroke();
}

function diamondAt(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y - diamond);
  context.lineTo(x + diamond, y);
  context.lineTo(x, y + diamond);
  context.lineTo(x - diamond, y);
  context.closePath();
  context.fill();
  context.stroke();
}

function line(context: CanvasRenderingContext2D, pixels: PixelPoints, from: Range, to: Range): void {
  context.beginPath();
  context.moveTo(pixels.x(from[0]), pixels.y(from[1]));
  context.lineTo(pixels.x(to[0]), pixels.y(to[1]));
  context.stroke();
}
