/** The canvas that shows a layout of weights: a pixel per cell, magnified by the browser. */
import { element } from "../dom";
import { CellCursor } from "./cellCursor";
import type { Layout } from "./layout";
import { colorOf, makePalette } from "./palette";

export class Heatmap {
  private readonly canvas = element("canvas", { class: "heatmap", tabindex: 0, role: "application" });
  private readonly cursor = new CellCursor(this.canvas);
  readonly element = element(
    "div",
    { class: "heatmap-stage" },
    element("div", { class: "heatmap-frame" }, this.canvas, this.cursor.frame),
    this.cursor.readout,
  );
  private palette = makePalette();

  /** @param limit where the colours end; `size`: in CSS pixels */
  draw(layout: Layout, values: Float32Array, limit: number, name: string, size: { width: number; height: number }) {
    this.canvas.setAttribute("aria-label", `${name}. Arrow keys read single weights, with Shift in larger steps.`);
    const { width, height } = layout;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.canvas.style.width = `${size.width}px`;
    this.canvas.style.height = `${size.height}px`;
    const context = this.canvas.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const index = layout.indexAt(x, y);
        if (index >= 0) pixels[y * width + x] = colorOf(this.palette, values[index], limit);
      }
    }
    context.putImageData(image, 0, 0);
    this.cursor.over(layout, values);
  }

  /** The theme changed. */
  recolor(): void {
    this.palette = makePalette();
  }
}
