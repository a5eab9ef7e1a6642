/** Draws trials as lines across axes; of very many a picture of how many lines pass each place. */
import { color, faint } from "../ui/theme";
import type { Axis } from "./axes";
import { fitting } from "./paintPoints";

export interface Lines {
  readonly axes: readonly Axis[];
  /** Of each axis the value of each row; NaN: it was not drawn, and stands below the axis. */
  readonly values: readonly ArrayLike<number>[];
  /** Those that are drawn. */
  readonly rows: readonly number[];
  readonly isShown: (row: number) => boolean;
  readonly isSelected: (row: number) => boolean;
  /** From 0, the worst, to 1. */
  readonly tint: (row: number) => number;
}

/** Beyond so many trials single lines are not seen any more. */
const mostLines = 1000;
const margin = { side: 30, top: 8, bottom: 26, below: 14 };

/** Where axes stand, in CSS pixels. */
export interface Frame {
  readonly xs: readonly number[];
  readonly top: number;
  readonly bottom: number;
  /** Of what was not drawn. */
  readonly none: number;
}

export function frameOf(width: number, height: number, axes: number): Frame {
  const bottom = height - margin.bottom;
  const gap = axes > 1 ? (width - 2 * margin.side) / (axes - 1) : 0;
  return {
    xs: Array.from({ length: axes }, (_, a) => margin.side + a * gap),
    top: margin.top,
    bottom,
    none: bottom + margin.below,
  };
}

/** @returns whether it is a picture of densities */
export function paintLines(canvas: HTMLCanvasElement, lines: Lines): boolean {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return false;
  context.scale(devicePixelRatio, devicePixelRatio);
  const frame = frameOf(width, height, lines.axes.length);
  const isDense = lines.rows.length > mostLines;
  const places = lines.axes.map(({ scale }, a) => {
    const values = lines.values[a];
    return Float32Array.from(lines.rows, (row) => {
      const value = values[row];
      return Number.isNaN(value) ? frame.none : frame.bottom - scale.place(value) * (frame.bottom - frame.top);
    });
  });
  if (isDense) densities(context, lines, frame, places);
  else single(context, lines, frame, places);
  selected(context, lines, frame, places);
  labels(context, lines, frame, width);
  return isDense;
}

function single(
  context: CanvasRenderingContext2D,
  { rows, isShown, tint }: Lines,
  { xs }: Frame,
  places: readonly Float32Array[],
): void {
  const order = [...rows.keys()].sort((a, b) => tint(rows[a]) - tint(rows[b]));
  const [blue, text] = [color("--vscode-charts-blue", "--vscode-foreground"), color("--vscode-foreground")];
  context.lineWidth = 1;
  for (const shown of [false, true]) {
    for (const i of order) {
      const row = rows[i];
      if (isShown(row) !== shown) continue;
      context.strokeStyle = shown ? blue : text;
      context.globalAlpha = shown ? 0.15 + 0.85 * tint(row) ** 2 : 0.08;
      stroke(context, xs, places, i);
    }
  }
  context.globalAlpha = 1;
}

function selected(
  context: CanvasRenderingContext2D,
  { rows, isSelected }: Lines,
  { xs }: Frame,
  places: readonly Float32Array[],
): void {
  context.lineWidth = 2.5;
  context.strokeStyle = color("--vscode-charts-orange", "--vscode-foreground");
  for (const [i, row] of rows.entries()) if (isSelected(row)) stroke(context, xs, places, i);
}

function stroke(
  context: CanvasRenderingContext2D,
  xs: readonly number[],
  places: readonly Float32Array[],
  i: number,
): void {
  context.beginPath();
  for (const [a, x] of xs.entries()) context.lineTo(x, places[a][i]);
  context.stroke();
}

/** Left out ones behind, in the colour of text. */
function densities(
  context: CanvasRenderingContext2D,
  lines: Lines,
  frame: Frame,
  places: readonly Float32Array[],
): void {
  const { rows, isShown } = lines;
  const [shown, hidden]: [number[], number[]] = [[], []];
  for (const [i, row] of rows.entries()) (isShown(row) ? shown : hidden).push(i);
  const blue = color("--vscode-charts-blue", "--vscode-foreground");
  density(context, frame, places, { lines: hidden, ink: color("--vscode-foreground"), strength: 0.25 });
  density(context, frame, places, { lines: shown, ink: blue, strength: 1 });
}

interface Layer {
  readonly lines: readonly number[];
  readonly ink: string;
  readonly strength: number;
}

/** How many lines pass each pixel, by order of magnitude. */
function density(
  context: CanvasRenderingContext2D,
  { xs, none }: Frame,
  places: readonly Float32Array[],
  { lines, ink, strength }: Layer,
): void {
  if (lines.length === 0) return;
  const [left, right] = [Math.round(xs[0]), Math.round(xs[xs.length - 1])];
  const [width, height] = [right - left + 1, Math.ceil(none) + 2];
  const counts = new Float32Array(width * height);
  for (let a = 0; a + 1 < xs.length; a++) {
    const [from, to] = [Math.round(xs[a]) - left, Math.round(xs[a + 1]) - left];
    const [here, there] = [places[a], places[a + 1]];
    const last = a + 2 === xs.length ? to : to - 1;
    for (const i of lines) {
      const slope = (there[i] - here[i]) / (to - from);
      let y = here[i] + 0.5;
      for (let x = from; x <= last; x++) {
        counts[(y | 0) * width + x]++;
        y += slope;
      }
    }
  }
  const most = Math.log1p(counts.reduce((largest, count) => Math.max(largest, count), 0));
  const [red, green, blue] = channelsOf(ink);
  const image = new ImageData(width, height);
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    image.data[4 * at] = red;
    image.data[4 * at + 1] = green;
    image.data[4 * at + 2] = blue;
    image.data[4 * at + 3] = 255 * strength * (Math.log1p(counts[at]) / most);
  }
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [width, height];
  picture.getContext("2d")?.putImageData(image, 0, 0);
  context.drawImage(picture, left, 0, width, height);
}

/** Of a colour in any form that a theme has. */
function channelsOf(ink: string): Uint8ClampedArray {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (!context) return Uint8ClampedArray.of(128, 128, 128);
  context.fillStyle = ink;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

function labels(context: CanvasRenderingContext2D, { axes, values, rows }: Lines, frame: Frame, width: number): void {
  const { xs, top, bottom, none } = frame;
  const text = color("--vscode-foreground");
  const gap = xs.length > 1 ? xs[1] - xs[0] : width;
  context.font = `11px ${color("--vscode-font-family")}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const write = (says: string, x: number, y: number, room: number) => {
    const fits = fitting(context, says, room);
    context.strokeStyle = color("--vscode-editor-background");
    context.lineWidth = 3;
    context.strokeText(fits, x, y);
    context.fillStyle = text;
    context.fillText(fits, x, y);
  };
  for (const [a, x] of xs.entries()) {
    context.strokeStyle = text;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    const isLast = a === xs.length - 1 && a > 0;
    context.textAlign = isLast ? "right" : "left";
    const side = isLast ? -5 : 5;
    for (const { at, text: says } of axes[a].scale.ticks(4)) {
      const y = bottom - at * (bottom - top);
      context.strokeStyle = faint(text);
      context.beginPath();
      context.moveTo(x - 3, y);
      context.lineTo(x + 3, y);
      context.stroke();
      write(says, x + side, Math.max(6, y), gap - 14);
    }
    const column = values[a];
    if (rows.some((row) => Number.isNaN(column[row]))) write("not drawn", x + side, none, gap - 14);
  }
}
