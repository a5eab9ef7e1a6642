/** Numeric colours: the channels of any CSS colour of a theme, and the pixels of two blended colours. */

let canvas: CanvasRenderingContext2D | undefined;
const known = new Map<string, Uint8ClampedArray>();

function channelsOf(ink: string): Uint8ClampedArray {
  const kept = known.get(ink);
  if (kept) return kept;
  canvas ??= onePixel();
  if (!canvas) return Uint8ClampedArray.of(128, 128, 128);
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = ink;
  canvas.fillRect(0, 0, 1, 1);
  const { data } = canvas.getImageData(0, 0, 1, 1);
  known.set(ink, data);
  return data;
}

function onePixel(): CanvasRenderingContext2D | undefined {
  const element = document.createElement("canvas");
  element.width = element.height = 1;
  return element.getContext("2d", { willReadFrequently: true }) ?? undefined;
}

/** Number of opacity levels. */
export const levels = 256;

let kept: { readonly key: string; readonly pixels: Uint32Array } | undefined;

/**
 * Returns the pixels of one colour over another, at `levels * front + behind` by the opacity of each. A pixel is a
 * little-endian RGBA word, the byte order of all platforms that run VS Code.
 */
export function inkTable(ink: string, behind: string): Uint32Array {
  const key = `${ink} ${behind}`;
  if (kept?.key !== key) kept = { key, pixels: tableOf(channelsOf(ink), channelsOf(behind)) };
  return kept.pixels;
}

/** @param ink red, green and blue, from 0 to 255 */
export function tableOf(ink: ArrayLike<number>, behind: ArrayLike<number>): Uint32Array {
  const most = levels - 1;
  return Uint32Array.from({ length: levels * levels }, (_, at) => {
    const front = Math.floor(at / levels) / most;
    const alpha = front + ((at % levels) / most) * (1 - front);
    if (alpha === 0) return 0;
    const mixed = [0, 1, 2].map((c) => Math.round(behind[c] + ((ink[c] - behind[c]) * front) / alpha));
    return (Math.round(255 * alpha) << 24) | (mixed[2] << 16) | (mixed[1] << 8) | mixed[0];
  });
}
