/** Weights as pixels: a picture on a canvas of its own, a pixel for each cell, to be drawn at any size. */
import type { Layout } from "./layout";
import { colorOf, half, indexOf } from "./palette";

/** Fills the canvas. @param limit where the colours end */
export function paint(
  canvas: HTMLCanvasElement,
  { width, height, plain, indexAt }: Layout,
  values: Float32Array,
  limit: number,
  palette: Uint32Array,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  if (plain) paintAll(pixels, values, limit, palette);
  else {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const index = indexAt(x, y);
        if (index >= 0) pixels[y * width + x] = colorOf(palette, values[index], limit);
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** A million cells within a frame: as `colorOf`, without a call for each. */
function paintAll(pixels: Uint32Array, values: Float32Array, limit: number, palette: Uint32Array): void {
  const perUnit = limit > 0 ? half / limit : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    pixels[i] = Number.isNaN(value) ? 0 : palette[indexOf(value * perUnit)];
  }
}
