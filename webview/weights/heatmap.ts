/** The canvas that shows a layout of weights, with a cursor that pointer and arrow keys move. */
import { element, setText } from "../dom";
import { figure } from "../format";
import type { Layout } from "./layout";
import { colorOf, makePalette } from "./palette";

export class Heatmap {
  private readonly canvas = element("canvas", { class: "heatmap", tabindex: 0, role: "img" });
  private readonly cursor = element("div", { class: "cell-cursor", "aria-hidden": "true" });
  private readonly readout = element("p", { class: "readout", "aria-live": "polite" });
  readonly element = element(
    "div",
    { class: "heatmap-stage" },
    element("div", { class: "heatmap-frame" }, this.canvas, this.cursor),
    this.readout,
  );
  private palette = makePalette();
  private layout: Layout | undefined;
  private values: Float32Array = new Float32Array();
  private largest = 0;
  private at: readonly [x: number, y: number] | undefined;

  constructor() {
    this.canvas.addEventListener("pointermove", (event) => this.pointAt(event));
    this.canvas.addEventListener("pointerleave", () => this.moveTo(undefined));
    this.canvas.addEventListener("blur", () => this.moveTo(undefined));
    this.canvas.addEventListener("keydown", (event) => this.step(event));
  }

  /** @param shape how wide the canvas is for its height, as it is shown; undefined: as its cells are */
  draw(layout: Layout, values: Float32Array, largest: number, name: string): void {
    this.layout = layout;
    this.values = values;
    this.largest = largest;
    this.canvas.setAttribute("aria-label", `${name}. Arrow keys read single weights.`);
    const { width, height } = layout;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const context = this.canvas.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const cell = layout.cellAt(x, y);
        if (cell) pixels[y * width + x] = colorOf(this.palette, values[cell.index], largest);
      }
    }
    context.putImageData(image, 0, 0);
    this.showCell();
  }

  /** The theme changed. */
  recolor(): void {
    this.palette = makePalette();
  }

  /** The size in CSS pixels. */
  resize(width: number, height: number): void {
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.showCell();
  }

  private pointAt({ offsetX, offsetY }: PointerEvent): void {
    if (!this.layout) return;
    const { clientWidth, clientHeight } = this.canvas;
    const x = Math.floor((offsetX / clientWidth) * this.layout.width);
    const y = Math.floor((offsetY / clientHeight) * this.layout.height);
    this.moveTo([x, y]);
  }

  private step(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      Home: [Number.NEGATIVE_INFINITY, 0],
      End: [Number.POSITIVE_INFINITY, 0],
    };
    const step = steps[event.key];
    if (!step || !this.layout) return;
    event.preventDefault();
    const { width, height } = this.layout;
    if (!this.at) return this.moveTo([0, 0]);
    let [x, y] = this.at;
    // Over the air between pictures in one go.
    do {
      x = Math.max(0, Math.min(width - 1, x + step[0]));
      y = Math.max(0, Math.min(height - 1, y + step[1]));
    } while (
      !this.layout.cellAt(x, y) &&
      x + step[0] < width &&
      y + step[1] < height &&
      x + step[0] >= 0 &&
      y + step[1] >= 0
    );
    this.moveTo([x, y]);
  }

  private moveTo(at: readonly [number, number] | undefined): void {
    this.at = at;
    this.showCell();
  }

  private showCell(): void {
    const cell = this.at && this.layout?.cellAt(...this.at);
    this.cursor.hidden = !cell;
    if (!cell || !this.at || !this.layout) {
      setText(this.readout, "Point at a weight, or use the arrow keys.");
      return;
    }
    setText(this.readout, `${cell.words}: ${figure(this.values[cell.index])}`);
    const [w, h] = [this.canvas.clientWidth / this.layout.width, this.canvas.clientHeight / this.layout.height];
    Object.assign(this.cursor.style, {
      left: `${this.at[0] * w}px`,
      top: `${this.at[1] * h}px`,
      width: `${Math.max(4, w)}px`,
      height: `${Math.max(4, h)}px`,
    });
  }

  /** The legend's ends. */
  get range(): number {
    return this.largest;
  }
}
