/** An axis with a brush: a range selected by pointer or keys, exposed to screen readers as a slider. */
import { element, setText } from "../ui/dom";
import type { Axis } from "./axes";
import { type Interval, movedByKey } from "./brushes";

export interface BrushListener {
  /** Called with the new brush; undefined if it is removed. */
  brush(interval: Interval | undefined): void;
  /** Called to move the focus to the previous or next axis. */
  leave(step: -1 | 1): void;
}

/** The geometry of an axis, in CSS pixels. */
export interface AxisPosition {
  /** Distance of the axis line from the left edge of the picture. */
  readonly x: number;
  readonly top: number;
  readonly height: number;
  /** Width available for the title. */
  readonly room: number;
  /** Width of the picture. */
  readonly width: number;
}

/** Maximum pointer movement of a click, in CSS pixels. */
const tremble = 4;

export class AxisBrush {
  private readonly title = element("span", { class: "axis-title" });
  private readonly band = element("div", { class: "axis-band", hidden: true });
  private readonly strip = element(
    "div",
    {
      class: "axis-strip",
      role: "slider",
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      tabindex: -1,
    },
    this.band,
  );
  readonly element = element("div", { class: "axis" }, this.title, this.strip);
  private axis: Axis | undefined;
  private interval: Interval | undefined;
  /** Start of a drag; `moves` is the brush that it moves, undefined if it creates one. */
  private drag: { readonly at: number; readonly moves: Interval | undefined; isFar: boolean } | undefined;

  constructor(private readonly listener: BrushListener) {
    this.strip.addEventListener("keydown", (event) => this.press(event));
    this.strip.addEventListener("pointerdown", (event) => this.begin(event));
    this.strip.addEventListener("pointermove", (event) => this.move(event));
    this.strip.addEventListener("pointerup", () => this.end());
    this.strip.addEventListener("pointercancel", () => this.end());
  }

  /** @param description text of the brush; @param isStop true if the axis is the tab stop */
  render(axis: Axis, interval: Interval | undefined, description: string, isStop: boolean): void {
    this.axis = axis;
    this.interval = interval;
    setText(this.title, axis.title);
    this.title.title = axis.title;
    this.strip.setAttribute("aria-label", axis.title);
    this.strip.setAttribute("aria-valuenow", String(Math.round(interval ? 50 * (interval[0] + interval[1]) : 50)));
    this.strip.setAttribute("aria-valuetext", description);
    this.strip.tabIndex = isStop ? 0 : -1;
    this.band.hidden = !interval;
    if (!interval) return;
    this.band.style.bottom = `${100 * interval[0]}%`;
    this.band.style.height = `${Math.max(1, 100 * (interval[1] - interval[0]))}%`;
  }

  place({ x, room, width, top, height }: AxisPosition): void {
    const left = Math.max(0, Math.min(width - room, x - room / 2));
    Object.assign(this.element.style, { left: `${left}px`, width: `${room}px` });
    this.title.style.textAlign = left > x - room / 2 ? "left" : left < x - room / 2 ? "right" : "center";
    Object.assign(this.strip.style, { left: `${x - left - 12}px`, top: `${top}px`, height: `${height}px` });
  }

  focus(): void {
    this.strip.focus();
  }

  private press(event: KeyboardEvent): void {
    if (!this.axis || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      return this.listener.leave(event.key === "ArrowLeft" ? -1 : 1);
    }
    const next = movedByKey(event.key, this.axis.scale, this.interval);
    if (!next) return;
    event.preventDefault();
    this.brush(next === "clear" ? undefined : next);
  }

  /** Sets the brush at once, so that a key before the next frame continues from it. */
  private brush(interval: Interval | undefined): void {
    this.interval = interval;
    this.listener.brush(interval);
  }

  private placeOf({ clientY }: PointerEvent): number {
    const { top, height } = this.strip.getBoundingClientRect();
    return Math.max(0, Math.min(1, 1 - (clientY - top) / height));
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.strip.setPointerCapture(event.pointerId);
    const at = this.placeOf(event);
    const isIn = this.interval && at >= this.interval[0] && at <= this.interval[1];
    this.drag = { at, moves: isIn ? this.interval : undefined, isFar: false };
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const at = this.placeOf(event);
    drag.isFar ||= Math.abs(at - drag.at) * this.strip.clientHeight > tremble;
    if (!drag.isFar) return;
    if (!drag.moves) return this.brush([Math.min(at, drag.at), Math.max(at, drag.at)]);
    const [from, to] = drag.moves;
    const by = Math.max(-from, Math.min(1 - to, at - drag.at));
    this.brush([from + by, to + by]);
  }

  /** Ends a drag; a click removes the brush. */
  private end(): void {
    if (this.drag && !this.drag.isFar && this.interval) this.brush(undefined);
    this.drag = undefined;
  }
}
