/** Draws predicted against actual values: axes, the diagonal of correct predictions, and a marker per example. */

import { axes, line, type PixelPoints, pixelPoints, traceDiamond } from "../plots/square";
import type { Range } from "../plots/zoom";
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import type { Point } from "./residuals";

const [dot, diamond, ring] = [2.2, 5, 8];

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
  axes(context, range, pixels, { width, x: t("actual"), y: t("predicted") });
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
  traceDiamond(context, x, y, diamond);
  context.fill();
  context.stroke();
}
