/** A frame of an animation: the title of the picture, its epoch, and the picture. */
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import type { Still } from "./movingPicture";

/** Space around the picture and height of the line above it, in CSS pixels. */
const [margin, head] = [12, 28];

/** The canvas on which all frames are drawn; the first picture determines its size. */
export class Frame {
  readonly canvas = document.createElement("canvas");
  private readonly scale: number;

  /** @param width of the frame in pixels; undefined: as on the screen */
  constructor(
    private readonly title: string,
    first: Still,
    width: number | undefined,
  ) {
    const size = sizeOf(first);
    this.scale = width === undefined ? devicePixelRatio : width / size.width;
    this.canvas.width = Math.round(size.width * this.scale);
    this.canvas.height = Math.round(size.height * this.scale);
  }

  draw(still: Still, epoch: number): void {
    const { canvas, scale } = this;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error(t("The picture could not be created."));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = color("--vscode-editor-background");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (!still.isTitled) {
      this.write(context, epoch);
      context.translate(margin, head);
    }
    still.draw(context);
  }

  private write(context: CanvasRenderingContext2D, epoch: number): void {
    const right = this.canvas.width / this.scale - margin;
    const words = t("epoch {0}", epoch);
    context.fillStyle = color("--vscode-foreground");
    context.font = `600 13px ${color("--vscode-font-family")}`;
    context.textBaseline = "middle";
    context.textAlign = "right";
    context.fillText(words, right, head / 2);
    context.textAlign = "left";
    context.fillText(this.title, margin, head / 2, right - margin - context.measureText(words).width - 16);
  }
}

/** Returns the size of a frame in CSS pixels. */
function sizeOf({ width, height, isTitled }: Still): { width: number; height: number } {
  return isTitled ? { width, height } : { width: width + 2 * margin, height: height + head + margin };
}
