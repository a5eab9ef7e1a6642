/** Draws fields as a picture: the values are interpolated for every pixel, so that edges are sharp. */
import type { Field } from "./field";
import type { Shading } from "./shading";

/**
 * @param fields fields of one size, whose values at a pixel determine its colour
 * @param size width and height in pixels
 */
export function paint(canvas: HTMLCanvasElement, fields: readonly Field[], shading: Shading, size: number): void {
  if (canvas.width !== size) canvas.width = size;
  if (canvas.height !== size) canvas.height = size;
  const context = canvas.getContext("2d");
  if (!context || fields.length === 0) return;
  const image = context.createImageData(size, size);
  const pixels = new Uint32Array(image.data.buffer);
  const { columns, rows } = fields[0];
  const values = new Float32Array(fields.length);
  const across = places(size, columns);
  const up = places(size, rows);
  for (let y = 0; y < size; y++) {
    // The first row of a picture is the top of the plane.
    const [low, dy] = up[size - 1 - y];
    for (let x = 0; x < size; x++) {
      const [left, dx] = across[x];
      const at = low * columns + left;
      for (let k = 0; k < values.length; k++) {
        const field = fields[k].values;
        const below = field[at] + (field[at + 1] - field[at]) * dx;
        const above = field[at + columns] + (field[at + columns + 1] - field[at + columns]) * dx;
        values[k] = below + (above - below) * dy;
      }
      pixels[y * size + x] = shading.color(values);
    }
  }
  context.putImageData(image, 0, 0);
}

/** Returns for each pixel the grid line before it and the fraction of the way to the next one. */
function places(size: number, lines: number): [line: number, share: number][] {
  return Array.from({ length: size }, (_, pixel) => {
    const at = ((pixel + 0.5) / size) * (lines - 1);
    const line = Math.min(lines - 2, Math.floor(at));
    return [line, at - line];
  });
}
