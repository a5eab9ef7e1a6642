/**
 * Where a person draws: with mouse, finger or pen; with the keyboard; or by dropping a picture on it. White ink on
 * black.
 */
import { element } from "../ui/dom";
import type { Drawing } from "./asMnist";

const size = 280;
const pen = 22;
const step = 8;

export class Pad {
  private readonly canvas = element("canvas", {
    width: size,
    height: size,
    class: "pad",
    tabindex: 0,
    role: "application",
    "aria-label":
      "Drawing. Arrow keys move the pen, with Shift in larger steps; Space puts it down or lifts it; Delete clears. A picture can be dropped here.",
  });
  private readonly cross = element("div", { class: "pen", hidden: true });
  readonly element = element("div", { class: "pad-frame" }, this.canvas, this.cross);
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true });
  private last: { x: number; y: number } | undefined;
  /** Of the keyboard. */
  private at = { x: size / 2, y: size / 4 };
  private isDown = false;

  constructor(private readonly onChange: () => void) {
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
    this.canvas.addEventListener("dragover", (event) => event.preventDefault());
    this.canvas.addEventListener("drop", (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.take(file);
    });
  }

  clear(): void {
    if (!this.context) return;
    this.context.fillStyle = "black";
    this.context.fillRect(0, 0, size, size);
    this.onChange();
  }

  get drawing(): Drawing {
    const data = this.context?.getImageData(0, 0, size, size).data ?? new Uint8ClampedArray(size * size * 4);
    return { width: size, height: size, ink: data.filter((_, i) => i % 4 === 0) };
  }

  /** Shows a picture; dark ink on light paper is turned round. */
  async take(file: Blob): Promise<void> {
    const { context } = this;
    const picture = await createImageBitmap(file).catch(() => undefined);
    if (!context || !picture) return;
    const scale = Math.min(size / picture.width, size / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    this.clear();
    context.filter = "grayscale(1)";
    context.drawImage(picture, (size - width) / 2, (size - height) / 2, width, height);
    context.filter = "none";
    const [left, top] = [Math.ceil((size - width) / 2), Math.ceil((size - height) / 2)];
    if (context.getImageData(left + 1, top + 1, 1, 1).data[0] > 127) {
      context.globalCompositeOperation = "difference";
      context.fillStyle = "white";
      context.fillRect((size - width) / 2, (size - height) / 2, width, height);
      context.globalCompositeOperation = "source-over";
    }
    this.onChange();
  }

  private placeOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: ((clientX - left) / width) * size, y: ((clientY - top) / height) * size };
  }

  private lineTo(to: { x: number; y: number }): void {
    const { context, last } = this;
    if (!context) return;
    context.strokeStyle = "white";
    context.lineWidth = pen;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(last?.x ?? to.x, last?.y ?? to.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    this.last = to;
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
    const inside = (value: number) => Math.max(0, Math.min(size, value));
    const from = this.at;
    this.at = { x: inside(from.x + dx * far), y: inside(from.y + dy * far) };
    if (this.isDown) {
      this.last = from;
      this.lineTo(this.at);
      this.last = undefined;
    }
    this.showPen();
  }

  private showPen(): void {
    this.cross.hidden = false;
    this.cross.classList.toggle("down", this.isDown);
    this.cross.style.left = `${(this.at.x / size) * 100}%`;
    this.cross.style.top = `${(this.at.y / size) * 100}%`;
  }
}
