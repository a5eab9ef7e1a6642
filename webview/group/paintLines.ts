/** Draws trials as lines across axes; many trials are drawn as a density of lines. */
import { t } from "../ui/l10n";
import { color, faint } from "../ui/theme";
import type { Axis } from "./axes";
import { emptied } from "./emptied";
import { LineDensity } from "./lineDensity";
import { DensityPicture } from "./paintDensity";
import { fitting } from "./paintPoints";

export interface Lines {
  readonly axes: readonly Axis[];
  /** Values, [axes][rows]; NaN for a parameter that was not sampled, drawn below the axis. */
  readonly values: readonly ArrayLike<number>[];
  readonly rows: readonly number[];
  /** 1 for shown rows, else 0, [rows]. */
  readonly shown: Uint8Array;
  /** Selected rows. */
  readonly selected: ReadonlySet<number>;
  /** Tints from 0, the worst, to 1, [rows]. */
  readonly tints: Float32Array;
}

/** Maximum number of trials drawn as single lines; more cannot be distinguished. */
const maxLines = 1000;
const margin = { side: 30, top: 8, bottom: 26, below: 14 };

/** The positions of the axes, in CSS pixels. */
export interface Frame {
  readonly xs: readonly number[];
  readonly top: number;
  readonly bottom: number;
  /** Height of values that were not sampled. */
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

/** Paints lines; their positions are cached while only the visibility of rows changes. */
export class LinesPainter {
  private of: readonly unknown[] = [];
  private heights: readonly Float32Array[] = [];
  /** True for each axis with lines below it, [axes]. */
  private hasMissing: readonly boolean[] = [];
  /** 1 for shown lines, else 0, [lines]. */
  private shown = new Uint8Array();
  private density: LineDensity | undefined;
  private readonly picture = new DensityPicture();

  /** @returns true if the picture shows densities */
  paint(canvas: HTMLCanvasElement, width: number, height: number, lines: Lines): boolean {
    const context = emptied(canvas, width, height);
    const isDense = lines.rows.length > maxLines;
    if (!context) return isDense;
    const frame = frameOf(width, height, lines.axes.length);
    this.place(lines, frame, isDense);
    const { heights, density } = this;
    if (density) {
      const { rows, shown } = lines;
      for (let i = 0; i < rows.length; i++) this.shown[i] = shown[rows[i]];
      density.show(this.shown);
      this.picture.paint(context, density, Math.round(frame.xs[0]));
    } else single(context, lines, frame, heights);
    selected(context, lines, frame, heights);
    labels(context, lines, frame, { width, hasMissing: this.hasMissing });
    return isDense;
  }

  private place({ axes, values, rows }: Lines, frame: Frame, isDense: boolean): void {
    const { xs, top, bottom, none } = frame;
    const of = [rows, ...values, ...axes.map(({ scale }) => scale), ...xs, bottom, isDense];
    if (of.length === this.of.length && of.every((each, i) => each === this.of[i])) return;
    this.of = of;
    const height = Math.ceil(none) + 2;
    this.heights = axes.map(({ scale }, a) =>
      Float32Array.from(rows, (row) => {
        const value = values[a][row];
        const position = Number.isNaN(value) ? none : bottom - scale.position(value) * (bottom - top);
        return Math.max(0, Math.min(height - 2, position));
      }),
    );
    this.hasMissing = values.map((column) => rows.some((row) => Number.isNaN(column[row])));
    this.shown = new Uint8Array(rows.length);
    const columns = xs.map((x) => Math.round(x) - Math.round(xs[0]));
    this.density = isDense ? new LineDensity({ xs: columns, height, lineHeights: this.heights }) : undefined;
  }
}

function single(
  context: CanvasRenderingContext2D,
  { rows, shown, tints }: Lines,
  { xs }: Frame,
  heights: readonly Float32Array[],
): void {
  const order = [...rows.keys()].sort((a, b) => tints[rows[a]] - tints[rows[b]]);
  const [blue, text] = [color("--vscode-charts-blue", "--vscode-foreground"), color("--vscode-foreground")];
  context.lineWidth = 1;
  for (const isIn of [false, true]) {
    for (const i of order) {
      const row = rows[i];
      if ((shown[row] === 1) !== isIn) continue;
      context.strokeStyle = isIn ? blue : text;
      context.globalAlpha = isIn ? 0.15 + 0.85 * tints[row] ** 2 : 0.08;
      stroke(context, xs, heights, i);
    }
  }
  context.globalAlpha = 1;
}

function selected(
  context: CanvasRenderingContext2D,
  { rows, selected: chosen }: Lines,
  { xs }: Frame,
  heights: readonly Float32Array[],
): void {
  if (chosen.size === 0) return;
  context.lineWidth = 2.5;
  context.strokeStyle = color("--vscode-charts-orange", "--vscode-foreground");
  for (const [i, row] of rows.entries()) if (chosen.has(row)) stroke(context, xs, heights, i);
}

function stroke(
  context: CanvasRenderingContext2D,
  xs: readonly number[],
  heights: readonly Float32Array[],
  i: number,
): void {
  context.beginPath();
  for (const [a, x] of xs.entries()) context.lineTo(x, heights[a][i]);
  context.stroke();
}

function labels(
  context: CanvasRenderingContext2D,
  { axes }: Lines,
  frame: Frame,
  { width, hasMissing }: { readonly width: number; readonly hasMissing: readonly boolean[] },
): void {
  const { xs, top, bottom, none } = frame;
  const text = color("--vscode-foreground");
  const gap = xs.length > 1 ? xs[1] - xs[0] : width;
  context.font = `11px ${color("--vscode-font-family")}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const write = (label: string, x: number, y: number, room: number) => {
    const fits = fitting(context, label, room);
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
    for (const { at, text: label } of axes[a].scale.ticks(4)) {
      const y = bottom - at * (bottom - top);
      context.strokeStyle = faint(text);
      context.beginPath();
      context.moveTo(x - 3, y);
      context.lineTo(x + 3, y);
      context.stroke();
      write(label, x + side, Math.max(6, y), gap - 14);
    }
    if (hasMissing[a]) write(t("not drawn"), x + side, none, gap - 14);
  }
}
