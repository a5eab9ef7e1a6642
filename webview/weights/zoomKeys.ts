/** Zooming and panning of a canvas by wheel, dragging, the keys + − 0, and buttons. */

import { element } from "../ui/dom";
import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { isWhole, panned, type Size, type Viewport, wholeOf, zoomed } from "./viewport";

interface Looked {
  view(): Viewport;
  /** Returns the size of the sheet; undefined while nothing is shown. */
  sheet(): Size | undefined;
  /** Returns the fixed point of a zoom by key, as fractions of the view. */
  at(): readonly [number, number];
  setView(view: Viewport): void;
}

const step = 1.6;

export class ZoomKeys {
  readonly element: HTMLElement;
  private drag: { x: number; y: number } | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly target: Looked,
  ) {
    const buttons = [
      iconButton(t("Zoom In"), "zoom-in", () => this.zoom(step)),
      iconButton(t("Zoom Out"), "zoom-out", () => this.zoom(1 / step)),
      iconButton(t("Show All"), "screen-full", () => this.zoom(0)),
    ];
    this.element = element(
      "div",
      { class: "controls zoom", role: "group", "aria-label": t("Zoom") },
      ...buttons.map((each) => each.element),
    );
    canvas.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    canvas.addEventListener("pointerdown", (event) => this.onDown(event));
    canvas.addEventListener("pointermove", (event) => this.onMove(event));
    for (const name of ["pointerup", "pointercancel"] as const) canvas.addEventListener(name, () => this.onUp());
  }

  /** @param factor above 1 zooms in; 0 shows the whole sheet */
  private zoom(factor: number, at: readonly [number, number] = this.target.at()): void {
    const sheet = this.target.sheet();
    if (!sheet) return;
    this.target.setView(factor === 0 ? wholeOf(sheet) : zoomed(this.target.view(), sheet, factor, at));
  }

  private onWheel(event: WheelEvent): void {
    const sheet = this.target.sheet();
    // If the whole sheet is shown, zooming out scrolls the page instead.
    if (!sheet || (event.deltaY > 0 && isWhole(this.target.view(), sheet))) return;
    event.preventDefault();
    const { clientWidth, clientHeight } = this.canvas;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
    const at = [event.offsetX / clientWidth, event.offsetY / clientHeight] as const;
    this.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * 0.003), at);
  }

  private onKey(event: KeyboardEvent): void {
    const factor = { "+": step, "=": step, "-": 1 / step, "−": 1 / step, "0": 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.zoom(factor);
  }

  private onDown({ button: pressed, offsetX, offsetY, pointerId }: PointerEvent): void {
    if (pressed !== 0) return;
    this.drag = { x: offsetX, y: offsetY };
    this.canvas.setPointerCapture(pointerId);
  }

  private onMove({ offsetX, offsetY }: PointerEvent): void {
    const sheet = this.target.sheet();
    if (!this.drag || !sheet) return;
    const view = this.target.view();
    const { clientWidth, clientHeight } = this.canvas;
    const dx = ((this.drag.x - offsetX) / clientWidth) * view.width;
    const dy = ((this.drag.y - offsetY) / clientHeight) * view.height;
    this.drag = { x: offsetX, y: offsetY };
    this.canvas.classList.add("dragged");
    this.target.setView(panned(view, sheet, dx, dy));
  }

  private onUp(): void {
    this.drag = undefined;
    this.canvas.classList.remove("dragged");
  }
}
