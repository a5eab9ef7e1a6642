/** A picture of curves between 0 and 1, with its words and, if wanted, its table. */
import { axes, line, type PixelPoints, pixelPoints, traceDiamond } from "../plots/square";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { color, onThemeChange } from "../ui/theme";
import { checkbox } from "../ui/toolkit";
import { type TableContents, VirtualTable } from "../ui/virtualTable";

type Point = readonly [x: number, y: number];

interface Curve {
  readonly points: readonly Point[];
  /** CSS variables of the colour. */
  readonly color: readonly string[];
  readonly dash: readonly number[];
  /** True to mark every point, for curves of few points. */
  readonly dots: boolean;
}

export interface UnitContents {
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
  /** True to draw the dashed line from 0 to 1. */
  readonly diagonal: boolean;
  /** The point of the chosen threshold: a ring. */
  readonly chosen?: Point | undefined;
  /** The point of the cheapest threshold: a diamond. */
  readonly cheapest?: Point | undefined;
  /** Text alternative. */
  readonly words: string;
  readonly table: TableContents;
}

const [dot, ring, diamond] = [3, 7, 5];

export class UnitPlot {
  readonly canvas = element("canvas", { class: "unit-plot", role: "img" });
  private readonly asTable = checkbox(t("As a table"), (shown) => this.choose(shown));
  private readonly table: VirtualTable;
  readonly element: HTMLElement;
  private contents: UnitContents | undefined;
  private isTable = false;

  /** @param caption text below the picture */
  constructor(
    readonly title: string,
    caption?: HTMLElement,
  ) {
    this.table = new VirtualTable(title, false);
    this.table.element.hidden = true;
    const parts = [this.canvas, this.table.element, ...(caption ? [caption] : [])];
    this.element = element("section", {}, element("h2", {}, title), this.asTable.element, ...parts);
    new ResizeObserver(() => this.paint()).observe(this.canvas);
    onThemeChange(() => this.paint());
  }

  draw(contents: UnitContents): void {
    this.contents = contents;
    this.canvas.setAttribute("aria-label", contents.words);
    this.asTable.update({ checked: this.isTable, hidden: false });
    this.canvas.hidden = this.isTable;
    this.table.element.hidden = !this.isTable;
    if (this.isTable) this.table.show(contents.table);
    this.paint();
  }

  private choose(shown: boolean): void {
    this.isTable = shown;
    if (this.contents) this.draw(this.contents);
  }

  private paint(): void {
    const { canvas, contents } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = canvas.getContext("2d");
    if (!contents || !context || width === 0) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const pixels = pixelPoints(width, height, [0, 1]);
    axes(context, [0, 1], pixels, { width, x: contents.x, y: contents.y });
    if (contents.diagonal) paintDiagonal(context, pixels);
    for (const curve of contents.curves) paintCurve(context, curve, pixels);
    context.strokeStyle = color("--vscode-foreground");
    context.lineWidth = 2;
    const { cheapest, chosen } = contents;
    if (cheapest) paintDiamond(context, pixels.x(cheapest[0]), pixels.y(cheapest[1]));
    if (chosen) circle(context, pixels.x(chosen[0]), pixels.y(chosen[1]), ring).stroke();
  }
}

function paintDiagonal(context: CanvasRenderingContext2D, pixels: PixelPoints): void {
  context.setLineDash([6, 4]);
  context.strokeStyle = color("--vscode-foreground");
  line(context, pixels, [0, 0], [1, 1]);
  context.setLineDash([]);
}

function paintCurve(context: CanvasRenderingContext2D, curve: Curve, pixels: PixelPoints): void {
  context.strokeStyle = context.fillStyle = color(...curve.color);
  context.lineWidth = 2;
  context.setLineDash([...curve.dash]);
  context.beginPath();
  for (const [x, y] of curve.points) context.lineTo(pixels.x(x), pixels.y(y));
  context.stroke();
  context.setLineDash([]);
  if (!curve.dots) return;
  for (const [x, y] of curve.points) circle(context, pixels.x(x), pixels.y(y), dot).fill();
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): CanvasRenderingContext2D {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  return context;
}

function paintDiamond(context: CanvasRenderingContext2D, x: number, y: number): void {
  traceDiamond(context, x, y, diamond);
  context.fillStyle = color("--vscode-foreground");
  context.fill();
}
