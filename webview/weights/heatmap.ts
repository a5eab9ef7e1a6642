/**
 * The canvas that shows weights: a zoomable sheet, which is a whole matrix or a page of pictures. Pictures are painted
 * once with one pixel per cell and drawn at any size, so that a frame of a zoom draws only two images.
 */

import { element } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { color } from "../ui/theme";
import { CellCursor, cellHelp, type Placed } from "./cellCursor";
import { numbersOf } from "./numbers";
import { type Edge, outlineOf } from "./outline";
import { Painted } from "./paint";
import { makePalette } from "./palette";
import { isWhole, type Size, showing, type Viewport, wholeOf } from "./viewport";
import { ZoomKeys } from "./zoomKeys";

/** A picture to show, with its scale, name and size. */
export interface Shown extends Placed {
  /** Limit of the colour scale. */
  readonly limit: number;
  /** Text alternative for screen readers. */
  readonly name: string;
  /** Size of the sheet in cells. */
  readonly sheet: Size;
  /** Size of the canvas in CSS pixels. */
  readonly size: Size;
  /** Flags of the outlined cells, by index into the values. */
  readonly marks?: Uint8Array | undefined;
  /** Palette; undefined: the diverging one. */
  readonly palette?: Uint32Array | undefined;
  /** Initial viewport; undefined: the whole sheet. */
  readonly start?: Viewport | undefined;
}

/** Width of a unit's number in CSS pixels. */
const roomForNumber = 30;
/** Maximum number of outline edges; more would cover the picture. */
const maxEdges = 4000;

export class Heatmap {
  private readonly canvas = element("canvas", { class: "heatmap", tabindex: 0, role: "application" });
  private readonly cursor: CellCursor;
  readonly element: HTMLElement;
  /** The zoom buttons. */
  readonly buttons: HTMLElement;
  /** The whole sheet, and over it the separately requested part in view. */
  private readonly back = new Painted();
  private readonly front = new Painted();
  private frontPlace: Viewport | undefined;
  private shown: Shown | undefined;
  private outline: readonly Edge[] | undefined;
  private view: Viewport = { x: 0, y: 0, width: 1, height: 1 };
  private palette = makePalette();
  private readonly showSoon = oncePerFrame(() => this.show());

  /**
   * @param onView called when the viewport changes
   * @param more returns further text about a unit
   * @param help how the cells are read
   */
  constructor(
    private readonly onView: () => void,
    more: (unit: number) => string | undefined,
    private readonly help = cellHelp.weight,
  ) {
    this.cursor = new CellCursor(
      this.canvas,
      (cell) => this.shown && this.setView(showing(this.view, this.shown.sheet, cell)),
      more,
      help,
    );
    const zoom = new ZoomKeys(this.canvas, {
      view: () => this.view,
      sheet: () => this.shown?.sheet,
      at: () => this.cursor.share,
      setView: (view) => this.setView(view),
    });
    this.element = element(
      "div",
      { class: "heatmap-stage" },
      element("div", { class: "heatmap-frame" }, this.canvas, this.cursor.frame),
      this.cursor.readout,
    );
    this.buttons = zoom.element;
  }

  /** The zoomed viewport; undefined: the whole sheet. */
  get zoomed(): Viewport | undefined {
    return this.shown && !isWhole(this.view, this.shown.sheet) ? this.view : undefined;
  }

  /** @param isNew true if the picture shows something else, which resets the viewport */
  draw(shown: Shown, isNew: boolean): void {
    const { layout, values, limit, name, sheet, size, place } = shown;
    this.canvas.setAttribute("aria-label", `${name}. ${this.help.read}`);
    if (isNew) {
      this.view = shown.start ?? wholeOf(sheet);
      this.frontPlace = undefined;
      this.back.clear();
    }
    this.shown = shown;
    this.outline = shown.marks && outlineOf(layout, shown.marks, maxEdges);
    const isAll = place.width >= sheet.width && place.height >= sheet.height;
    (isAll ? this.back : this.front).paint(layout, values, limit, shown.palette ?? this.palette);
    // A picture of the whole sheet replaces earlier ones of its parts.
    this.frontPlace = isAll ? undefined : place;
    this.canvas.style.width = `${size.width}px`;
    this.canvas.style.height = `${size.height}px`;
    const [width, height] = [size.width, size.height].map((side) => Math.round(side * devicePixelRatio));
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.show();
  }

  /** Updates the palette after a change of the theme. */
  recolor(): void {
    this.palette = makePalette();
  }

  private setView(view: Viewport): void {
    const { view: before } = this;
    if (["x", "y", "width", "height"].every((key) => view[key as keyof Viewport] === before[key as keyof Viewport]))
      return;
    this.view = view;
    this.onView();
    this.showSoon();
  }

  private show(): void {
    const { shown, canvas, view } = this;
    const context = canvas.getContext("2d");
    if (!shown || !context) return;
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.put(context, this.back, wholeOf(shown.sheet));
    if (this.frontPlace) this.put(context, this.front, this.frontPlace);
    this.putOutline(context, shown);
    this.putNumbers(context, shown);
    this.cursor.over(shown, view);
  }

  private put(context: CanvasRenderingContext2D, { canvas: image }: Painted, place: Viewport): void {
    if (image.width === 0) return;
    const { canvas, view } = this;
    const [perX, perY] = [canvas.width / view.width, canvas.height / view.height];
    const [x, y] = [(place.x - view.x) * perX, (place.y - view.y) * perY];
    context.drawImage(image, x, y, place.width * perX, place.height * perY);
  }

  private putOutline(context: CanvasRenderingContext2D, { layout, place }: Shown): void {
    const { canvas, view, outline: edges } = this;
    if (!edges) return;
    const [perX, perY] = [canvas.width / view.width, canvas.height / view.height];
    const [cellX, cellY] = [(place.width / layout.width) * perX, (place.height / layout.height) * perY];
    const [left, top] = [(place.x - view.x) * perX, (place.y - view.y) * perY];
    // Moves lines off the edge of the canvas, which would cut half of their width.
    const into = (at: number, side: number) => Math.max(devicePixelRatio, Math.min(side - devicePixelRatio, at));
    context.beginPath();
    for (const [x0, y0, x1, y1] of edges) {
      context.moveTo(into(left + x0 * cellX, canvas.width), into(top + y0 * cellY, canvas.height));
      context.lineTo(into(left + x1 * cellX, canvas.width), into(top + y1 * cellY, canvas.height));
    }
    for (const [style, width] of [
      ["--vscode-editor-background", 4],
      ["--vscode-foreground", 1.5],
    ] as const) {
      context.strokeStyle = color(style);
      context.lineWidth = width * devicePixelRatio;
      context.stroke();
    }
  }

  /** True if the marked cells are too scattered to be outlined. */
  get isTooFine(): boolean {
    return this.shown?.marks !== undefined && this.outline === undefined;
  }

  /** Draws the numbers of the units, which do not depend on their order. */
  private putNumbers(context: CanvasRenderingContext2D, shown: Shown): void {
    const { canvas, view } = this;
    const [perX, perY] = [canvas.width / view.width, canvas.height / view.height];
    context.font = `${10 * devicePixelRatio}px ${color("--vscode-font-family")}`;
    context.textBaseline = "top";
    context.fillStyle = color("--vscode-foreground");
    context.strokeStyle = color("--vscode-editor-background");
    context.lineWidth = 3 * devicePixelRatio;
    context.lineJoin = "round";
    for (const { x, y, text } of numbersOf(shown, view, (roomForNumber * devicePixelRatio) / perX)) {
      const [left, top] = [(x - view.x) * perX + 2 * devicePixelRatio, (y - view.y) * perY + devicePixelRatio];
      context.strokeText(text, left, top);
      context.fillText(text, left, top);
    }
  }
}
