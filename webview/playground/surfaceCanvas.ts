/** The error surface in three dimensions with the path of training, rotated by dragging or with the arrow keys. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { type Point, rangeOf } from "./field";
import { type Mountain, paintAxes, paintEnds, paintFloor, pathPieces, surfacePieces } from "./mountain";
import { firstView, type Point3, type Projected, project, turned, type View } from "./projection";

/** Margin for the labels at the sides, in CSS pixels. */
const sideAir = 50;
const keyTurn = Math.PI / 30;
const arrows: Record<string, Point> = {
  ArrowLeft: [-keyTurn, 0],
  ArrowRight: [keyTurn, 0],
  ArrowUp: [0, keyTurn],
  ArrowDown: [0, -keyTurn],
};

export class SurfaceCanvas {
  private readonly canvas = element("canvas", { class: "mountain", tabindex: 0, role: "application" });
  readonly element = element("div", { class: "mountain-frame" }, this.canvas);
  private view: View = firstView;
  private mountain: Mountain | undefined;
  private dragged: Point | undefined;

  constructor() {
    this.canvas.addEventListener("pointerdown", ({ clientX, clientY, pointerId }) => {
      this.dragged = [clientX, clientY];
      this.canvas.setPointerCapture(pointerId);
    });
    this.canvas.addEventListener("pointermove", ({ clientX, clientY }) => {
      if (!this.dragged) return;
      const [x, y] = this.dragged;
      this.dragged = [clientX, clientY];
      this.turn(turned(this.view, (clientX - x) * 0.01, (clientY - y) * 0.01));
    });
    for (const end of ["pointerup", "pointercancel"])
      this.canvas.addEventListener(end, () => (this.dragged = undefined));
    this.canvas.addEventListener("keydown", (event) => {
      const arrow = arrows[event.key];
      if (!arrow && event.key !== "Home") return;
      event.preventDefault();
      this.turn(arrow ? turned(this.view, ...arrow) : firstView);
    });
    new ResizeObserver(() => this.mountain && this.draw(this.mountain)).observe(this.element);
  }

  draw(mountain: Mountain): void {
    this.mountain = mountain;
    const width = Math.min(520, this.element.clientWidth);
    if (width < 50) return;
    const unit = (width - 2 * sideAir) / (2 * Math.SQRT2);
    const tall = Math.round(2.75 * unit + 40);
    const ratio = devicePixelRatio;
    const { canvas } = this;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(tall * ratio)) canvas.height = Math.round(tall * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${tall}px`;
    canvas.setAttribute(
      "aria-label",
      t("{0} Drag or use the arrow keys to turn it, Home to turn it back.", mountain.name),
    );
    const context = canvas.getContext("2d");
    if (context) this.paint(context, mountain, { width, tall, ratio, unit });
  }

  private turn(view: View): void {
    this.view = view;
    if (this.mountain) this.draw(this.mountain);
  }

  private paint(
    context: CanvasRenderingContext2D,
    mountain: Mountain,
    { width, tall, ratio, unit }: { width: number; tall: number; ratio: number; unit: number },
  ): void {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, tall);
    const at = (point: Point3): Projected => {
      const { x, y, depth } = project(point, this.view);
      return { x: width / 2 + x * unit, y: tall / 2 - y * unit, depth };
    };
    context.lineJoin = context.lineCap = "round";
    const range = rangeOf(mountain.costs.values);
    paintFloor(context, at);
    const pieces = [...surfacePieces(context, mountain, range, at), ...pathPieces(context, mountain, range, at)];
    pieces.sort((a, b) => b.depth - a.depth);
    for (const piece of pieces) piece.draw();
    paintEnds(context, mountain, range, at);
    paintAxes(context, mountain, range, at);
  }
}
