/** A drawing pad for mouse, touch, pen and keyboard, with white ink on black or black on white. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { Drawing } from "./asMnist";

/** Length of the longer side, and width of the pen, in pixels. */
const size = 280;
const pen = 22;
const step = 8;

interface PadOptions {
  /** Size of the data's pictures; the pad has their aspect ratio. */
  readonly height: number;
  readonly width: number;
  readonly isBright: boolean;
}

export class Pad {
  private readonly canvas = element("canvas", {
    class: "pad",
    tabindex: 0,
    role: "application",
    "aria-label": t(
      "Drawing. Arrow keys move the pen, with Shift in larger steps; Space puts it down or lifts it; Delete clears. A picture can be dropped here.",
    ),
  });
  private readonly cross = element("div", { class: "pen", hidden: true });
  readonly element = element("div", { class: "pad-frame" }, this.canvas, this.cross);
  private readonly context: CanvasRenderingContext2D | null;
  private last: { x: number; y: number } | undefined;
  /** Position of the keyboard's pen. */
  private at: { x: number; y: number };
  private isDown = false;
  private isDrawn = false;

  constructor(
    private readonly options: PadOptions,
    private readonly onChange: () => void,
  ) {
    const { canvas } = this;
    const scale = size / Math.max(options.height, options.width);
    canvas.width = Math.max(1, Math.round(options.width * scale));
    canvas.height = Math.max(1, Math.round(options.height * scale));
    this.at = { x: canvas.width / 2, y: canvas.height / 4 };
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.clear();
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.last = this.placeOf(event);
      this.lineTo(this.last);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!this.last) return;
      for (const each of event.getCoalescedEvents?.() ?? [event]) this.lineTo(this.placeOf(each));
    });
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (this.last = undefined));
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
    this.canvas.addEventListener("focus", () => this.canvas.matches(":focus-visible") && this.showPen());
    this.canvas.addEventListener("blur", () => (this.cross.hidden = true));
  }

  clear(): void {
    if (!this.context) return;
    this.context.fillStyle = this.options.isBright ? "white" : "black";
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.isDrawn = false;
    this.onChange();
  }

  /** True if nothing was drawn since the pad was cleared. */
  get isBlank(): boolean {
    return !this.isDrawn;
  }

  get drawing(): Drawing {
    const { width, height } = this.canvas;
    const data = this.context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(width * height * 4);
    return { width, height, ink: data.filter((_, i) => i % 4 === 0) };
  }

  /** Returns the drawing as a PNG file. */
  async png(): Promise<Uint8Array<ArrayBuffer>> {
    const blob = await new Promise<Blob | null>((resolve) => this.canvas.toBlob(resolve, "image/png"));
    return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
  }

  private placeOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: ((clientX - left) / width) * this.canvas.width, y: ((clientY - top) / height) * this.canvas.height };
  }

  private lineTo(to: { x: number; y: number }): void {
    const { context, last } = this;
    if (!context) return;
    context.strokeStyle = this.options.isBright ? "black" : "white";
    context.lineWidth = pen;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(last?.x ?? to.x, last?.y ?? to.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    this.last = to;
    // A line of length zero leaves no ink.
    this.isDrawn ||= last !== undefined && (last.x !== to.x || last.y !== to.y);
    this.onChange();
  }

  private onKey(event: KeyboardEvent): void {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [
      0, 0,
    ];
    const far = event.shiftKey ? 3 * step : step;
    if (event.key === " ") this.isDown = !this.isDown;
    else if (event.key === "Delete") this.clear();
    else if (dx === 0 && dy === 0) return;
    event.preventDefault();
    const inside = (value: number, most: number) => Math.max(0, Math.min(most, value));
    const from = this.at;
    this.at = {
      x: inside(from.x + dx * far, this.canvas.width),
      y: inside(from.y + dy * far, this.canvas.height),
    };
    if (this.isDown && (dx !== 0 || dy !== 0)) {
      this.last = from;
      this.lineTo(this.at);
      this.last = undefined;
    }
    this.showPen();
  }

  private showPen(): void {
    this.cross.hidden = false;
    this.cross.classList.toggle("down", this.isDown);
    this.cross.style.left = `${(this.at.x / this.canvas.width) * 100}%`;
    this.cross.style.top = `${(this.at.y / this.canvas.height) * 100}%`;
  }
}
