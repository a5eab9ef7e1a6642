/** The scatter plot of predicted against actual values, navigated by pointer and keys, with a table. */

import { pixelPoints } from "../plots/square";
import type { Range } from "../plots/zoom";
import { element, setText } from "../ui/dom";
import { quantity, signed } from "../ui/format";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { checkbox } from "../ui/toolkit";
import { VirtualTable } from "../ui/virtualTable";
import { paintScatter } from "./paintScatter";
import { describePoint, type Point, rangeOf, residualOf } from "./residuals";

const hint = t("Point at an example, or use the arrow keys; Enter opens it in Try It.");
const help = t(
  "Left and right move between examples by actual value, up and down by residual; Enter opens the example in Try It.",
);
/** Maximum distance of the pointer to a point, in CSS pixels. */
const reach = 14;

export class Scatter {
  private readonly canvas = element("canvas", { class: "scatter", tabindex: 0, role: "application" });
  /** Description of the point; announced only if keys moved the cursor. */
  private readonly readout = element("p", { class: "readout", "aria-live": "off" });
  private readonly asTable = checkbox(t("As a table"), (shown) => this.choose(shown));
  private readonly table = new VirtualTable(t("predicted and actual"), false);
  private readonly picture = element("div", {}, this.canvas, this.readout);
  readonly element = element("div", { class: "scatter-stage" }, this.asTable.element, this.picture, this.table.element);
  private points: readonly Point[] = [];
  /** Points by descending absolute residual. */
  private byError: readonly Point[] = [];
  private range: Range = [0, 1];
  private at: Point | undefined;
  private isTable = false;

  /** @param open called with the index of the example in its set */
  constructor(private readonly open: (index: number) => void) {
    this.table.element.hidden = true;
    new ResizeObserver(() => this.paint()).observe(this.canvas);
    onThemeChange(() => this.paint());
    this.canvas.addEventListener("pointermove", ({ offsetX, offsetY }) =>
      this.moveTo(this.near(offsetX, offsetY), "off"),
    );
    this.canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    this.canvas.addEventListener("click", () => this.at && this.open(this.at.index));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param points points sorted by actual value; @param name text alternative for screen readers */
  draw(points: readonly Point[], name: string): void {
    this.points = points;
    this.byError = [...points].sort((a, b) => Math.abs(residualOf(b)) - Math.abs(residualOf(a)));
    this.range = rangeOf(points);
    this.canvas.setAttribute("aria-label", `${name} ${help}`);
    const { index } = this.at ?? {};
    this.at = points.find((point) => point.index === index);
    this.asTable.update({ checked: this.isTable, hidden: false });
    this.picture.hidden = this.isTable;
    this.table.element.hidden = !this.isTable;
    const column = (title: string, value: (point: Point) => number, text: (value: number) => string = quantity) => ({
      title,
      value: (row: number) => value(points[row]),
      text: (row: number) => text(value(points[row])),
    });
    const columns = [
      column(t("Example"), ({ index: place }) => place, String),
      column(t("Actual"), ({ actual }) => actual),
      column(t("Predicted"), ({ predicted }) => predicted),
      column(t("Residual"), residualOf, signed),
    ];
    if (this.isTable) this.table.show({ rows: points.length, columns });
    this.paint();
    this.announce();
  }

  private choose(shown: boolean): void {
    this.isTable = shown;
    this.draw(this.points, this.canvas.getAttribute("aria-label")?.replace(` ${help}`, "") ?? "");
  }

  private near(x: number, y: number): Point | undefined {
    const pixels = pixelPoints(this.canvas.clientWidth, this.canvas.clientHeight, this.range);
    let [nearest, least]: [Point | undefined, number] = [undefined, reach];
    for (const point of this.points) {
      const distance = Math.hypot(pixels.x(point.actual) - x, pixels.y(point.predicted) - y);
      if (distance < least) [nearest, least] = [point, distance];
    }
    return nearest;
  }

  private press(event: KeyboardEvent): void {
    const { points, byError, at } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || points.length === 0) return;
    if (event.key === "Enter" && at) return this.open(at.index);
    const from = (list: readonly Point[], step: number) =>
      at ? list[Math.max(0, Math.min(list.length - 1, list.indexOf(at) + step))] : list[0];
    const to = {
      ArrowLeft: () => from(points, -1),
      ArrowRight: () => from(points, 1),
      ArrowUp: () => from(byError, -1),
      ArrowDown: () => from(byError, 1),
      Home: () => points[0],
      End: () => points[points.length - 1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.moveTo(to(), "polite");
  }

  private moveTo(point: Point | undefined, live: "polite" | "off"): void {
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    if (point === this.at) return;
    this.at = point;
    this.paint();
    this.announce();
  }

  private announce(): void {
    setText(this.readout, this.at ? describePoint(this.at) : hint);
  }

  private paint(): void {
    if (this.canvas.clientWidth > 0) paintScatter(this.canvas, this.points, this.range, this.at);
  }
}
