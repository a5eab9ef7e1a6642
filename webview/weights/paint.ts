/** Paints weights on an offscreen canvas, one pixel per cell, to be drawn at any size. */
import type { Layout } from "./layout";
import { half } from "./palette";

export class Painted {
  readonly canvas = document.createElement("canvas");
  private image: ImageData | undefined;
  private pixels = new Uint32Array(0);

  /** @param limit limit of the colour scale */
  paint(layout: Layout, values: Float32Array, limit: number, palette: Uint32Array): void {
    const { canvas } = this;
    const { width, height } = layout;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    if (!context) return;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    // Clears the gaps between the pictures and after the last one.
    if (!layout.plain) this.pixels.fill(0);
    paintCells(this.pixels, layout, values, limit, palette);
    context.putImageData(this.image, 0, 0);
  }

  clear(): void {
    this.canvas.width = 0;
    this.image = undefined;
    this.pixels = new Uint32Array(0);
  }
}

/** @param pixels RGBA words, [height, width]; pixels without a cell are not changed */
export function paintCells(
  pixels: Uint32Array,
  layout: Pick<Layout, "eachRun">,
  values: Float32Array,
  limit: number,
  palette: Uint32Array,
): void {
  const perUnit = limit > 0 ? half / limit : 0;
  // NaN maps to the first entry, which is transparent.
  const shades = new Uint32Array(palette.length + 1);
  shades.set(palette, 1);
  layout.eachRun((from, length, at) => paintRun(pixels, at, values, from, length, perUnit, shades));
}

/**
 * Colours a run of cells like `colorOf`, but without a call per cell or captured variables, so that a million cells
 * are painted within a frame.
 */
function paintRun(
  pixels: Uint32Array,
  at: number,
  values: Float32Array,
  from: number,
  length: number,
  perUnit: number,
  shades: Uint32Array,
): void {
  const zero = half + 1.5;
  for (let i = 0; i < length; i++) {
    const share = values[from + i] * perUnit;
    pixels[at + i] = shades[share >= half ? 2 * half + 1 : share <= -half ? 1 : (share + zero) | 0];
  }
}
