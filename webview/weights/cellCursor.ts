/** Which cell of a picture pointer or keys are at, and what is said of it. */
import { element, setText } from "../dom";
import { figure } from "../format";
import type { Layout } from "./layout";

type Place = readonly [x: number, y: number];

const arrows: Record<string, Place> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class CellCursor {
  readonly frame = element("div", { class: "cell-cursor", "aria-hidden": "true" });
  /** Live only while the arrow keys ask: not for the pointer, nor when weights change under a cell. */
  readonly readout = element("p", { class: "readout", "aria-live": "off" });
  private at: Place | undefined;
  private layout: Layout | undefined;
  private values: Float32Array = new Float32Array();

  constructor(private readonly canvas: HTMLCanvasElement) {
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** Another picture, or another size of it. */
  over(layout: Layout, values: Float32Array): void {
    this.layout = layout;
    this.values = values;
    this.moveTo(this.at, "off");
  }

  private point({ offsetX, offsetY }: PointerEvent): void {
    if (!this.layout) return;
    const x = Math.floor((offsetX / this.canvas.clientWidth) * this.layout.width);
    const y = Math.floor((offsetY / this.canvas.clientHeight) * this.layout.height);
    this.moveTo([x, y], "off");
  }

  private press(event: KeyboardEvent): void {
    if (!this.layout) return;
    const to = this.stepOf(event, this.layout);
    if (!to) return;
    event.preventDefault();
    this.moveTo(to, "polite");
  }

  /** Over the air between pictures in one go; where nothing more comes, the cursor stays. */
  private stepOf({ key, shiftKey }: KeyboardEvent, layout: Layout): Place | undefined {
    const { width, height, stride } = layout;
    const at = this.at;
    if (key === "Home") return [0, 0];
    if (key === "End") return [width - 1, at?.[1] ?? 0];
    const arrow = arrows[key];
    if (!arrow) return undefined;
    if (!at) return [0, 0];
    const [dx, dy] = shiftKey ? [arrow[0] * stride[0], arrow[1] * stride[1]] : arrow;
    for (let [x, y] = [at[0] + dx, at[1] + dy]; x >= 0 && y >= 0 && x < width && y < height; x += dx, y += dy) {
      if (layout.indexAt(x, y) >= 0) return [x, y];
    }
    return at;
  }

  private moveTo(at: Place | undefined, live: "polite" | "off"): void {
    const { layout, values } = this;
    this.at = at;
    const index = at && layout ? layout.indexAt(...at) : -1;
    this.frame.hidden = index < 0;
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    if (!at || !layout || index < 0) {
      setText(this.readout, "Point at a weight, or use the arrow keys.");
      return;
    }
    setText(this.readout, `${layout.wordsAt(...at)}: ${figure(values[index])}${this.rangeAt(at, layout)}`);
    const [w, h] = [this.canvas.clientWidth / layout.width, this.canvas.clientHeight / layout.height];
    const [across, down] = [Math.max(6, w), Math.max(6, h)];
    Object.assign(this.frame.style, {
      left: `${(at[0] + 0.5) * w - across / 2}px`,
      top: `${(at[1] + 0.5) * h - down / 2}px`,
      width: `${across}px`,
      height: `${down}px`,
    });
  }

  /** The least and the largest weight of the unit. */
  private rangeAt(at: Place, layout: Layout): string {
    if (!layout.unitAt) return "";
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of this.values.subarray(...layout.unitAt(...at))) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return ` (the unit's from ${figure(least)} to ${figure(most)})`;
  }
}
