/** A plane with axes: a picture with lines and markers over it, and a crosshair moved by pointer or keys. */

import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { color, faint } from "../ui/theme";
import { type Extent, type Point, roundSteps } from "./field";

export interface Lines {
  /** Segments of four numbers, x and y of both ends, in the plane's units. */
  readonly segments: readonly number[];
  readonly width: number;
  /** True if the line has an outline that makes it visible over any picture. */
  readonly strong?: boolean;
  /** CSS colour; undefined: the page's foreground. */
  readonly color?: string;
}

export interface Scene extends Extent {
  readonly picture: HTMLCanvasElement;
  readonly axes: readonly [string, string];
  /** Text alternative for screen readers. */
  readonly name: string;
  readonly lines: readonly Lines[];
  /** Draws over the picture. @param at maps a point to its pixel; @param size size of the picture in CSS pixels */
  readonly over?: (context: CanvasRenderingContext2D, at: (place: Point) => Point, size: number) => void;
  /** Describes the picture at a point, without its coordinates. */
  readonly words: (place: Point) => string;
}

const margin = { left: 44, right: 8, top: 8, bottom: 36 };
/** Number of arrow key steps from one edge to the other. */
const steps = 40;
const arrows: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class PlaneCanvas {
  private readonly canvas = element("canvas", { class: "plane", tabindex: 0, role: "application" });
  private readonly across = element("div", { class: "cross across", "aria-hidden": "true", hidden: true });
  private readonly down = element("div", { class: "cross down", "aria-hidden": "true", hidden: true });
  private readonly readout = element("p", { class: "readout", "aria-live": "off" });
  readonly element = element(
    "div",
    { class: "plane-frame" },
    element("div", { class: "plane-stage" }, this.canvas, this.across, this.down),
    this.readout,
  );
  private scene: Scene | undefined;
  private at: Point | undefined;
  /** Size at the last drawing in CSS pixels; measuring the DOM at each pointer event would force a layout. */
  private size = 0;

  constructor() {
    this.canvas.addEventListener("pointermove", ({ offsetX, offsetY }) =>
      this.moveTo(this.placeOf(offsetX, offsetY), "off"),
    );
    this.canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
    new ResizeObserver(() => this.scene && this.draw(this.scene)).observe(this.element);
  }

  draw(scene: Scene): void {
    this.scene = scene;
    const size = Math.min(520, this.element.clientWidth);
    this.size = size;
    if (size < 50) return;
    const ratio = devicePixelRatio;
    const pixels = Math.round(size * ratio);
    if (this.canvas.width !== pixels) this.canvas.width = this.canvas.height = pixels;
    this.canvas.style.width = this.canvas.style.height = `${size}px`;
    this.canvas.setAttribute("aria-label", t("{0} Arrow keys read it, with Shift in larger steps.", scene.name));
    const context = this.canvas.getContext("2d");
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size, size);
    const { left, top } = margin;
    const { width, height } = this.inner;
    context.imageSmoothingEnabled = true;
    context.drawImage(scene.picture, left, top, width, height);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    for (const lines of scene.lines) this.drawLines(context, lines);
    scene.over?.(context, (place) => this.pixelOf(place), width);
    context.restore();
    this.drawAxes(context, scene);
    this.moveTo(this.at, "off");
  }

  private drawLines(context: CanvasRenderingContext2D, { segments, width, strong = false, color: own }: Lines): void {
    const path = new Path2D();
    for (let i = 0; i < segments.length; i += 4) {
      path.moveTo(...this.pixelOf([segments[i], segments[i + 1]]));
      path.lineTo(...this.pixelOf([segments[i + 2], segments[i + 3]]));
    }
    context.lineCap = "round";
    if (strong) {
      context.lineWidth = width + 2;
      context.strokeStyle = color("--vscode-editor-background");
      context.stroke(path);
    }
    context.lineWidth = width;
    context.strokeStyle = own ?? (strong ? color("--vscode-foreground") : faintLine());
    context.stroke(path);
  }

  private drawAxes(context: CanvasRenderingContext2D, { from, to, axes }: Scene): void {
    const { left, top } = margin;
    const { width, height } = this.inner;
    const style = getComputedStyle(document.body);
    context.font = `11px ${style.fontFamily}`;
    context.lineWidth = 1;
    context.strokeStyle = faint(color("--vscode-foreground"));
    context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    context.fillStyle = color("--vscode-descriptionForeground", "--vscode-foreground");
    context.textAlign = "center";
    context.textBaseline = "top";
    const most = width < 240 ? 4 : 6;
    for (const x of roundSteps(from[0], to[0], most))
      context.fillText(figure(x), this.pixelOf([x, 0])[0], top + height + 4);
    context.fillText(axes[0], left + width / 2, top + height + 19);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const y of roundSteps(from[1], to[1], most)) context.fillText(figure(y), left - 5, this.pixelOf([0, y])[1]);
    context.save();
    context.translate(7, top + height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(axes[1], 0, 0);
    context.restore();
  }

  private press(event: KeyboardEvent): void {
    const { scene } = this;
    if (!scene) return;
    const { from, to } = scene;
    const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const arrow = arrows[event.key];
    const far = event.shiftKey ? 5 : 1;
    if (event.key === "Home") this.moveTo(middle, "polite");
    else if (event.key === "Escape" && this.at) this.moveTo(undefined, "off");
    else if (arrow) {
      const at = this.at ?? middle;
      const step = (axis: 0 | 1) =>
        Math.max(from[axis], Math.min(to[axis], at[axis] + (arrow[axis] * far * (to[axis] - from[axis])) / steps));
      this.moveTo([step(0), step(1)], "polite");
    } else return;
    event.preventDefault();
  }

  private moveTo(at: Point | undefined, live: "polite" | "off"): void {
    const { scene } = this;
    this.at = at;
    this.across.hidden = this.down.hidden = !at;
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    if (!at || !scene) return setText(this.readout, t("Point at the plot, or use the arrow keys."));
    const [x, y] = this.pixelOf(at);
    const { width, height } = this.inner;
    Object.assign(this.across.style, { left: `${margin.left}px`, top: `${y}px`, width: `${width}px` });
    Object.assign(this.down.style, { left: `${x}px`, top: `${margin.top}px`, height: `${height}px` });
    const place = scene.axes.map((name, axis) => `${name} ${figure(rounded(at[axis], scene, axis))}`).join(", ");
    setText(this.readout, `${place}: ${scene.words(at)}`);
  }

  /** Returns the point of the plane at a pixel; undefined outside of the picture. */
  private placeOf(x: number, y: number): Point | undefined {
    if (!this.scene) return undefined;
    const { from, to } = this.scene;
    const [across, up] = [(x - margin.left) / this.inner.width, 1 - (y - margin.top) / this.inner.height];
    if (across < 0 || across > 1 || up < 0 || up > 1) return undefined;
    return [from[0] + (to[0] - from[0]) * across, from[1] + (to[1] - from[1]) * up];
  }

  private pixelOf([x, y]: Point): [number, number] {
    const { from, to } = this.scene ?? { from: [0, 0], to: [1, 1] };
    const { width, height } = this.inner;
    const [across, up] = [(x - from[0]) / (to[0] - from[0]), (y - from[1]) / (to[1] - from[1])];
    return [margin.left + across * width, margin.top + (1 - up) * height];
  }

  private get inner(): { width: number; height: number } {
    return { width: this.size - margin.left - margin.right, height: this.size - margin.top - margin.bottom };
  }
}

/** Rounds to a hundredth of the axis, since further digits only flicker. */
function rounded(value: number, { from, to }: Extent, axis: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(to[axis] - from[axis]))));
  return Number(value.toFixed(Math.min(20, digits)));
}

const faintLine = () => `color-mix(in srgb, ${color("--vscode-foreground")} 55%, transparent)`;
