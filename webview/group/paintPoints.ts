/** Draws trials as points: axes, a line of the best so far, points, and crosses for failed trials. */
import { color, faint } from "../ui/theme";
import { emptied } from "./emptied";
import { CloudPainter, tinted } from "./paintCloud";
import { margin, type PixelPoints, type Points, pixelPoints } from "./points";

const [dot, strong, cross] = [2.4, 4, 3.5];
/** Maximum number of trials drawn as circles; for more they would be too slow. */
const maxCircles = 2000;

/** Paints points; positions of many points are cached while only the visibility of rows changes. */
export class PointsPainter {
  private cloud: CloudPainter | undefined;

  /** @param width width of the canvas in CSS pixels */
  paint(canvas: HTMLCanvasElement, width: number, height: number, points: Points): void {
    const context = emptied(canvas, width, height);
    if (!context) return;
    const pixels = pixelPoints(width, height, points);
    if (points.length > maxCircles) {
      this.cloud ??= new CloudPainter();
      this.cloud.paint(context, points, pixels, { width, height });
      context.globalCompositeOperation = "destination-over";
      if (points.line) line(context, points.line, pixels);
      if (points.level) level(context, points.level, pixels, width);
      axes(context, points, { width, height });
      context.globalCompositeOperation = "source-over";
    } else {
      axes(context, points, { width, height });
      if (points.level) level(context, points.level, pixels, width);
      if (points.line) line(context, points.line, pixels);
      dots(context, points, pixels);
    }
    selected(context, points, pixels);
    if (points.failed) crosses(context, points.failed, points.xs, pixels);
  }
}

function axes(
  context: CanvasRenderingContext2D,
  { x, y }: Points,
  { width, height }: { width: number; height: number },
): void {
  const text = color("--vscode-foreground");
  const [left, right, top, bottom] = [margin.left, width - margin.right, margin.top, height - margin.bottom];
  context.font = `11px ${color("--vscode-font-family")}`;
  context.fillStyle = text;
  context.strokeStyle = faint(text);
  context.lineWidth = 1;
  context.textAlign = "center";
  context.textBaseline = "top";
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, text: label } of x.scale.ticks(Math.max(2, Math.round(width / 90)))) {
    const position = left + at * (right - left);
    stroke(context, [position, top], [position, bottom]);
    const half = context.measureText(label).width / 2;
    const centre = Math.min(position, width - half - 1);
    // Labels that would overlap are left out.
    if (centre - half < free) continue;
    context.fillText(label, centre, bottom + 4);
    free = centre + half + 6;
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, text: label } of y.scale.ticks(5)) {
    const position = bottom - at * (bottom - top);
    stroke(context, [left, position], [right, position]);
    context.fillText(fitting(context, label, margin.left - 8), left - 5, position);
  }
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(fitting(context, y.title, width - 4), 2, 1);
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.fillText(fitting(context, x.title, right - left), (left + right) / 2, height - 2);
}

/** Returns the text, shortened to fit the width. */
export function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return `${text.slice(0, end)}…`;
}

function level(
  context: CanvasRenderingContext2D,
  { at, half }: NonNullable<Points["level"]>,
  pixels: PixelPoints,
  width: number,
): void {
  const ink = color("--vscode-charts-green", "--vscode-foreground");
  if (half !== undefined) {
    const [high, low] = [pixels.y(at + half), pixels.y(at - half)];
    context.fillStyle = faint(ink);
    context.fillRect(margin.left, high, width - margin.left - margin.right, low - high);
  }
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  stroke(context, [margin.left, pixels.y(at)], [width - margin.right, pixels.y(at)]);
}

function line(
  context: CanvasRenderingContext2D,
  { xs, ys, stepped }: NonNullable<Points["line"]>,
  pixels: PixelPoints,
): void {
  context.strokeStyle = color("--vscode-charts-green", "--vscode-foreground");
  context.lineWidth = 2;
  context.beginPath();
  for (const [i, x] of xs.entries()) {
    if (stepped && i > 0) context.lineTo(pixels.x(x), pixels.y(ys[i - 1]));
    context.lineTo(pixels.x(x), pixels.y(ys[i]));
  }
  context.stroke();
}

function dots(context: CanvasRenderingContext2D, points: Points, pixels: PixelPoints): void {
  const { xs, ys, length, tints } = points;
  const blue = color("--vscode-charts-blue", "--vscode-foreground");
  const drawAll = (shown: boolean, alpha: number) => {
    context.fillStyle = shown ? blue : color("--vscode-foreground");
    context.globalAlpha = alpha;
    for (let row = 0; row < length; row++) {
      if ((points.shown[row] === 1) !== shown || Number.isNaN(ys[row]) || Number.isNaN(xs[row])) continue;
      if (tints && shown) context.globalAlpha = tinted(tints[row]);
      context.beginPath();
      context.arc(pixels.x(xs[row]), pixels.y(ys[row]), dot, 0, 2 * Math.PI);
      context.fill();
    }
  };
  drawAll(false, 0.2);
  drawAll(true, 0.8);
  context.globalAlpha = 1;
}

function selected(context: CanvasRenderingContext2D, points: Points, pixels: PixelPoints): void {
  const { xs, ys } = points;
  context.strokeStyle = color("--vscode-foreground");
  context.fillStyle = color("--vscode-charts-orange", "--vscode-editor-background");
  context.lineWidth = 1.5;
  for (const row of points.selected) {
    if (!(row < points.length) || Number.isNaN(ys[row]) || Number.isNaN(xs[row])) continue;
    context.beginPath();
    context.arc(pixels.x(xs[row]), pixels.y(ys[row]), strong, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/** Draws crosses at the lower edge. */
function crosses(
  context: CanvasRenderingContext2D,
  rows: readonly number[],
  xs: ArrayLike<number>,
  pixels: PixelPoints,
): void {
  context.strokeStyle = color("--vscode-charts-red", "--vscode-foreground");
  context.lineWidth = 1.5;
  const y = pixels.bottom - cross - 2;
  context.beginPath();
  for (const row of rows) {
    const x = pixels.x(xs[row]);
    for (const down of [cross, -cross]) {
      context.moveTo(x - cross, y - down);
      context.lineTo(x + cross, y + down);
    }
  }
  context.stroke();
}

function stroke(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
