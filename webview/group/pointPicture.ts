/** A scatter plot with a point per trial, navigated by pointer and keys; selecting a point selects its trial. */

import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { PointsPainter } from "./paintPoints";
import { type Points, pixelPoints } from "./points";

/** Maximum distance of the pointer to a point, in CSS pixels. */
const reach = 14;
const help = t("Left and right move between points, up and down by height; Enter selects the trial.");

export interface PictureContents extends Points {
  /** Text alternative for screen readers. */
  readonly name: string;
  /** Describes a trial. */
  readonly words: (row: number) => string;
}

export interface PictureListener {
  toggle(row: number): void;
  open(row: number): void;
}

export class PointPicture {
  private readonly canvas = element("canvas", { class: "points", tabindex: 0, role: "application" });
  private readonly ring = element("div", { class: "points-ring", "aria-hidden": "true", hidden: true });
  /** Description of the point; announced only if keys moved the cursor. */
  private readonly readout = element("p", { class: "readout", "aria-live": "off" });
  readonly element = element(
    "div",
    { class: "points-frame" },
    element("div", { class: "points-stage" }, this.canvas, this.ring),
    this.readout,
  );
  private contents: PictureContents | undefined;
  /** Rows from left to right and from bottom to top, computed on the first key. */
  private orders: { readonly across: number[]; readonly up: number[] } | undefined;
  private at: number | undefined;
  private inSight = true;
  private isPainted = false;
  /** Size at the last layout in CSS pixels; measuring the DOM between changes would force a layout. */
  private size = { width: 0, height: 0 };
  private readonly painter = new PointsPainter();

  /** @param hint text below the picture while no point is at the cursor */
  constructor(
    private readonly listener: PictureListener,
    private readonly hint = t("Point at a trial, or use the arrow keys."),
  ) {
    new ResizeObserver((entries) => {
      this.size = entries.at(-1)?.contentRect ?? this.size;
      this.paintWhenSeen();
    }).observe(this.canvas);
    new IntersectionObserver(
      (entries) => {
        this.inSight = entries.at(-1)?.isIntersecting ?? true;
        if (this.inSight && !this.isPainted) this.paint();
      },
      { rootMargin: "200px" },
    ).observe(this.canvas);
    this.canvas.addEventListener("pointermove", ({ offsetX, offsetY }) =>
      this.moveTo(this.near(offsetX, offsetY), "off"),
    );
    this.canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("click", () => this.at !== undefined && listener.toggle(this.at));
    this.canvas.addEventListener("dblclick", () => this.at !== undefined && listener.open(this.at));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
  }

  draw(contents: PictureContents): void {
    this.contents = contents;
    this.orders = undefined;
    const label = `${contents.name} ${help}`;
    if (this.canvas.getAttribute("aria-label") !== label) this.canvas.setAttribute("aria-label", label);
    if (this.at !== undefined && !this.hasPoint(this.at)) this.at = undefined;
    this.paintWhenSeen();
    this.announce();
  }

  private paintWhenSeen(): void {
    this.isPainted = false;
    this.canvas.classList.toggle("stale", !this.inSight);
    if (this.inSight) this.paint();
  }

  private paint(): void {
    const { width, height } = this.size;
    if (!this.contents || width === 0) return;
    this.painter.paint(this.canvas, width, height, this.contents);
    this.isPainted = true;
    this.canvas.classList.remove("stale");
    this.placeRing();
  }

  private hasPoint(row: number): boolean {
    const { contents } = this;
    return contents !== undefined && !Number.isNaN(contents.xs[row]) && !Number.isNaN(this.heightOf(row));
  }

  /** Returns the value of a row, −∞ for a failed trial; NaN without a point. */
  private heightOf(row: number): number {
    const { contents } = this;
    if (!contents) return Number.NaN;
    const value = contents.ys[row];
    return Number.isNaN(value) && contents.failed?.includes(row) ? Number.NEGATIVE_INFINITY : value;
  }

  private near(x: number, y: number): number | undefined {
    const { contents } = this;
    if (!contents) return undefined;
    const pixels = pixelPoints(this.size.width, this.size.height, contents);
    let [nearest, least]: [number | undefined, number] = [undefined, reach];
    const look = (row: number, height: number) => {
      const distance = Math.hypot(pixels.x(contents.xs[row]) - x, height - y);
      if (distance < least) [nearest, least] = [row, distance];
    };
    for (let row = 0; row < contents.length; row++)
      if (contents.shown[row] === 1) look(row, pixels.y(contents.ys[row]));
    for (const row of contents.failed ?? []) look(row, pixels.bottom - 6);
    return nearest;
  }

  private press(event: KeyboardEvent): void {
    const { contents } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || !contents) return;
    if (event.key === "Enter" && this.at !== undefined) return this.listener.toggle(this.at);
    const { across, up } = this.order(contents);
    const from = (list: readonly number[], step: number) =>
      this.at === undefined ? list[0] : list[Math.max(0, Math.min(list.length - 1, list.indexOf(this.at) + step))];
    const to = {
      ArrowLeft: () => from(across, -1),
      ArrowRight: () => from(across, 1),
      ArrowUp: () => from(up, 1),
      ArrowDown: () => from(up, -1),
      Home: () => across[0],
      End: () => across.at(-1),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.moveTo(to(), "polite");
  }

  private order(contents: PictureContents) {
    const rows = Array.from({ length: contents.length }, (_, row) => row);
    const there = rows.filter((row) => this.hasPoint(row) && contents.shown[row] === 1);
    const by = (key: (row: number) => number) => [...there].sort((a, b) => key(a) - key(b) || a - b);
    this.orders ??= { across: by((row) => contents.xs[row]), up: by((row) => this.heightOf(row)) };
    return this.orders;
  }

  private moveTo(row: number | undefined, live: "polite" | "off"): void {
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    if (row === this.at) return;
    this.at = row;
    this.placeRing();
    this.announce();
  }

  private placeRing(): void {
    const { contents, at, ring } = this;
    ring.hidden = at === undefined || !contents;
    if (at === undefined || !contents) return;
    const pixels = pixelPoints(this.size.width, this.size.height, contents);
    const y = Number.isNaN(contents.ys[at]) ? pixels.bottom - 6 : pixels.y(contents.ys[at]);
    ring.style.transform = `translate(${pixels.x(contents.xs[at])}px, ${y}px)`;
  }

  private announce(): void {
    setText(this.readout, this.at === undefined ? this.hint : (this.contents?.words(this.at) ?? ""));
  }
}
