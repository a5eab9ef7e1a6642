/** Paints the density of lines on a logarithmic scale, with the hidden ones behind in the text colour. */
import { color } from "../ui/theme";
import { inkTable, levels } from "./inks";
import type { LineDensity } from "./lineDensity";

/** Opacity of the pixel with the most lines. */
const [shownStrength, hiddenStrength] = [1, 0.25];

/** An offscreen picture, reused for the next painting. */
export class DensityPicture {
  private readonly canvas = document.createElement("canvas");
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true });
  private image: ImageData | undefined;

  /** @param left x of the first axis, in CSS pixels of the context */
  paint(onto: CanvasRenderingContext2D, density: LineDensity, left: number): void {
    const { width, height } = density;
    if (this.image?.width !== width || this.image.height !== height) {
      [this.canvas.width, this.canvas.height] = [width, height];
      this.image = new ImageData(width, height);
    }
    const { image } = this;
    fill(new Uint32Array(image.data.buffer), density);
    this.context?.putImageData(image, 0, 0);
    onto.drawImage(this.canvas, left, 0, width, height);
  }
}

/** Number of columns filled together, whose counts stay in the cache while pixels are written by row. */
const block = 16;

/** Converts counts, [columns, rows], to pixels, [rows, columns]. */
function fill(pixels: Uint32Array, { all, shown, width, height }: LineDensity): void {
  let [maxShown, maxHidden] = [0, 0];
  for (let at = 0; at < all.length; at++) {
    const own = shown[at];
    const rest = all[at] - own;
    if (own > maxShown) maxShown = own;
    if (rest > maxHidden) maxHidden = rest;
  }
  const front = strengths(maxShown, shownStrength);
  const behind = strengths(maxHidden, hiddenStrength);
  const table = inkTable(color("--vscode-charts-blue", "--vscode-foreground"), color("--vscode-foreground"));
  for (let left = 0; left < width; left += block) {
    const right = Math.min(width, left + block);
    for (let y = 0; y < height; y++) {
      for (let x = left; x < right; x++) {
        const at = x * height + y;
        const own = shown[at];
        pixels[y * width + x] = table[levels * front[own] + behind[all[at] - own]];
      }
    }
  }
}

let logs = new Float64Array(1);

/** Returns the opacity level of each count of lines, from 0 to `most`. */
function strengths(most: number, strength: number): Uint8Array {
  if (logs.length <= most) logs = Float64Array.from({ length: most + 1 }, (_, count) => Math.log1p(count));
  const covered = new Uint8Array(most + 1);
  for (let count = 1; count <= most; count++) {
    covered[count] = Math.round((levels - 1) * strength * (logs[count] / logs[most]));
  }
  return covered;
}
