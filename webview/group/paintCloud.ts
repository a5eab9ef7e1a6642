/** Paints many points as squares of pixels, because a canvas call per point would be too slow. */
import { color } from "../ui/theme";
import { type CloudLayers, cloudLayers, inkLayers, layPoints } from "./cloud";
import { inkTable } from "./inks";
import type { PixelPoints, Points } from "./points";

/** Side of a point in CSS pixels. */
const side = 3;
const [strength, hiddenStrength] = [0.4, 0.08];

/** Returns the opacity of a point from its tint. */
export const tinted = (tint: number): number => 0.25 + 0.75 * tint;

export class CloudPainter {
  private image: ImageData | undefined;
  private layers: CloudLayers | undefined;
  private of: readonly unknown[] = [];
  private strengths: { readonly of: Float32Array; readonly values: Float32Array } | undefined;
  private xs = new Float32Array();
  private ys = new Float32Array();

  /** Paints on an empty context. */
  paint(
    context: CanvasRenderingContext2D,
    points: Points,
    pixels: PixelPoints,
    { width, height }: { width: number; height: number },
  ): void {
    const ratio = devicePixelRatio;
    const [across, down] = [context.canvas.width, context.canvas.height];
    if (across === 0 || down === 0) return;
    if (this.image?.width !== across || this.image.height !== down) {
      this.image = new ImageData(across, down);
      this.layers = undefined;
    }
    this.layers ??= cloudLayers(across, down);
    this.place(points, pixels, [width, height, ratio]);
    layPoints(this.layers, {
      xs: this.xs,
      ys: this.ys,
      size: Math.round(side * ratio),
      isShown: points.shown,
      strength: this.strengthOf(points),
      hiddenStrength,
    });
    const table = inkTable(color("--vscode-charts-blue", "--vscode-foreground"), color("--vscode-foreground"));
    inkLayers(new Uint32Array(this.image.data.buffer), this.layers, table);
    context.putImageData(this.image, 0, 0);
  }

  private strengthOf({ tints }: Points): Float32Array | number {
    if (!tints) return strength;
    if (this.strengths?.of !== tints) this.strengths = { of: tints, values: tints.map(tinted) };
    return this.strengths.values;
  }

  private place(
    { xs, ys, x, y, length }: Points,
    pixels: PixelPoints,
    more: readonly [...unknown[], ratio: number],
  ): void {
    const of = [xs, ys, x.scale, y.scale, length, ...more];
    if (of.length === this.of.length && of.every((each, i) => each === this.of[i])) return;
    this.of = of;
    const ratio = more.at(-1) as number;
    this.xs = Float32Array.from({ length }, (_, row) => pixels.x(xs[row]) * ratio);
    this.ys = Float32Array.from({ length }, (_, row) => pixels.y(ys[row]) * ratio);
  }
}
