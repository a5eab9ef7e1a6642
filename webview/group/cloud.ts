/** Rasterizes many points as blended squares of one colour, with the filtered-out ones behind. Pure. */
import { levels } from "./inks";

export interface CloudPoints {
  /** Pixel coordinates by row; NaN for rows without a point. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Side of a point in pixels. */
  readonly size: number;
  /** 1 for shown rows, else 0, [rows]. */
  readonly isShown: Uint8Array;
  /** Opacity of the shown points from 0 to 1, [rows] or one for all. */
  readonly strength: Float32Array | number;
  readonly hiddenStrength: number;
}

/** The transmittance of each pixel, `whole` without points; the buffers are reused for the next painting. */
export interface CloudLayers {
  readonly width: number;
  readonly height: number;
  readonly shown: Uint16Array;
  readonly hidden: Uint16Array;
}

/** Full transmittance. */
const whole = 2 ** 16 - 1;

export const cloudLayers = (width: number, height: number): CloudLayers => ({
  width,
  height,
  shown: new Uint16Array(width * height),
  hidden: new Uint16Array(width * height),
});

export function layPoints(layers: CloudLayers, points: CloudPoints): void {
  const { width, height, shown, hidden } = layers;
  const { xs, ys, size, isShown, strength, hiddenStrength } = points;
  shown.fill(whole);
  hidden.fill(whole);
  for (let row = 0; row < xs.length; row++) {
    if (!(xs[row] >= 0 && ys[row] >= 0)) continue;
    const isIn = isShown[row] === 1;
    const layer = isIn ? shown : hidden;
    const through = 1 - (isIn ? (typeof strength === "number" ? strength : strength[row]) : hiddenStrength);
    const left = Math.max(0, Math.round(xs[row] - size / 2));
    const top = Math.max(0, Math.round(ys[row] - size / 2));
    const [right, bottom] = [Math.min(width, left + size), Math.min(height, top + size)];
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) layer[y * width + x] *= through;
  }
}

/** @param table pixels by the opacity of the shown and of the hidden points */
export function inkLayers(pixels: Uint32Array, { shown, hidden }: CloudLayers, table: Uint32Array): void {
  pixels.fill(table[0]);
  for (let at = 0; at < pixels.length; at++) {
    // Most pixels have no point.
    if ((shown[at] & hidden[at]) === whole) continue;
    pixels[at] = table[levels * (levels - 1 - (shown[at] >> 8)) + levels - 1 - (hidden[at] >> 8)];
  }
}
